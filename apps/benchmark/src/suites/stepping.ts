import type { Suite } from '../measure/contestant.ts'
import { steppingPeers } from '../peers/stepping-peers.ts'
import type { Settings } from '../settings.ts'
import { cartPoleContestant, rawContestant, swimmerContestant } from './simulators.ts'

/** Simulation alone: no policy, no draws, no storage. */
export async function steppingSuite(settings: Settings): Promise<Suite> {
  const { peers, notes } = await steppingPeers(settings)
  return {
    name: 'stepping',
    title: 'Stepping: simulation with observations and rewards, actions from a table',
    unit: 'steps/s',
    contestants: [await swimmerContestant(), await rawContestant(), ...peers, cartPoleContestant()],
    comparisons: ['raw', ...peers.map(({ id }) => id)].map((to) => ({ of: 'ours', to })),
    notes,
  }
}
