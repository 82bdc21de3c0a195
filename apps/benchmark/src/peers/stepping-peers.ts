import { LANES, type Settings } from '../settings.ts'
import { type Peers, startPeers } from './start-peers.ts'

/** A task of Gymnasium, `Swimmer-v5`, in Gymnasium itself, one environment, and in EnvPool, as many as we have lanes. */
export function steppingPeers(settings: Settings, task: string): Promise<Peers> {
  return startPeers(settings, [
    { id: 'gymnasium', name: 'Gymnasium', script: 'gymnasium_stepping.py', words: ['--task', task] },
    {
      id: 'envpool',
      name: 'EnvPool',
      script: 'envpool_stepping.py',
      words: ['--task', task, '--threads', String(settings.threads), '--lanes', String(LANES)],
    },
  ])
}
