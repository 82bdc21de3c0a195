import { fileURLToPath } from 'node:url'
import { startContestant } from '../contestants/contestant-process.ts'
import type { Contestant } from '../measure/contestant.ts'
import type { Settings } from '../settings.ts'

/** A contestant in Python. */
export interface PeerScript {
  readonly id: string
  readonly name: string
  /** A file of apps/benchmark/peers. */
  readonly script: string
  readonly words: readonly string[]
}

/** Peers that are ready, and notes about them. */
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
  for (const { id, name, script, words } of scripts) {
    const file = fileURLToPath(new URL(`../../peers/${script}`, import.meta.url))
    const started = await startContestant({ id, name, program: python, words: [file, ...words], threads })
    if ('refused' in started) {
      notes.push(`${name} was left out: ${started.refused}`)
      continue
    }
    peers.push(started.contestant)
    const versions = Object.entries(started.versions).map(([library, version]) => `${library} ${version}`)
    notes.push(`${name}: ${versions.join(', ')}`)
  }
  return { peers, notes }
}
