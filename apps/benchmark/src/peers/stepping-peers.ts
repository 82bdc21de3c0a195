import { LANES } from '../contestants/simulation.ts'
import type { Settings } from '../settings.ts'
import { type Peers, startPeers } from './start-peers.ts'

/** Swimmer-v5 in Gymnasium and in EnvPool. */
export function steppingPeers(settings: Settings): Promise<Peers> {
  return startPeers(settings, [
    { id: 'gymnasium', name: 'Gymnasium, Swimmer-v5', script: 'gymnasium_stepping.py', words: [] },
    {
      id: 'envpool',
      name: `EnvPool, ${LANES} environments, Swimmer-v5`,
      script: 'envpool_stepping.py',
      words: ['--threads', String(settings.threads), '--lanes', String(LANES)],
    },
  ])
}
