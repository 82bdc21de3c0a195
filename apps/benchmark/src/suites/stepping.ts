import { LANES } from '../contestants/simulation.ts'
import { startOurs } from '../contestants/start-ours.ts'
import type { Suite } from '../measure/contestant.ts'
import { steppingPeers } from '../peers/stepping-peers.ts'
import type { Settings } from '../settings.ts'

/** MuJoCo alone, for the suites that stand on it. */
export const startRaw = () => startOurs('raw', 'MuJoCo alone, Swimmer-v5', { kind: 'raw', robot: 'Swimmer-v5' })

/** Cart-pole lanes without a policy. */
export const startCartPole = () =>
  startOurs('cart-pole', `our ${LANES} lanes, cart-pole`, { kind: 'lanes', simulator: 'paper/cart-pole' })

/** Simulation alone: no policy, no draws, no storage. */
export async function steppingSuite(settings: Settings): Promise<Suite> {
  const ours = await startOurs('ours', `our ${LANES} lanes, Swimmer-v5`, { kind: 'lanes', simulator: 'Swimmer-v5' })
  const raw = await startRaw()
  const { peers, notes } = await steppingPeers(settings)
  return {
    name: 'stepping',
    title: 'Stepping: simulation, observations and rewards, actions from a table',
    unit: 'steps/s',
    contestants: [ours, raw, ...peers, await startCartPole()],
    comparisons: [raw, ...peers].map(({ id }) => ({ of: ours.id, to: id })),
    notes,
  }
}
