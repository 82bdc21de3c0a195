import type { Contestant } from '../measure/contestant.ts'
import type { Settings } from '../settings.ts'
import { type PeerScript, startPeer } from './peer-process.ts'

/** Peers that are ready, and what there is to say about them. */
export interface Peers {
  readonly peers: readonly Contestant[]
  readonly notes: readonly string[]
}

/** Starts peers one after another; none when no Python was given. */
export async function startPeers(settings: Settings, scripts: readonly PeerScript[]): Promise<Peers> {
  const peers: Contestant[] = []
  const notes: string[] = []
  const { python, threads } = settings
  if (python === undefined) return { peers, notes }
  for (const script of scripts) {
    const started = await startPeer(python, threads, script)
    if ('refused' in started) {
      notes.push(`${script.name} was left out: ${started.refused}`)
      continue
    }
    peers.push(started.contestant)
    const versions = Object.entries(started.versions).map(([name, version]) => `${name} ${version}`)
    notes.push(`${script.name}: ${versions.join(', ')}`)
  }
  return { peers, notes }
}
