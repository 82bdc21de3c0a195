import { startOurs } from '../contestants/start-ours.ts'
import type { Simulator } from '../contestants/task.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import type { NetworkName } from '../networks.ts'
import type { Settings } from '../settings.ts'
import { againstFirst } from './against-first.ts'
import { startCartPole, startRaw } from './stepping.ts'

/** Sampling whole batches, beside the simulation that it cannot do without. */
export async function samplingSuite({ networks, steps }: Settings): Promise<Suite> {
  const start = (network: NetworkName, simulator: Simulator, name: string, hidden: readonly number[]) =>
    startOurs(`${simulator}-${network}`, name, { kind: 'sampling', simulator, hidden, network, steps })
  const swimmers: Contestant[] = []
  const cartPoles: Contestant[] = []
  for (const network of networks) {
    swimmers.push(await start(network, 'Swimmer-v5', `our sampler, Swimmer-v5, 8-30-2, ${network}`, [30]))
    cartPoles.push(await start(network, 'paper/cart-pole', `our sampler, cart-pole, 4-1, ${network}`, []))
  }
  const [raw, cartPole] = [await startRaw(), await startCartPole()]
  return {
    name: 'sampling',
    title: `Sampling ${steps.toLocaleString('en-US')} steps: policy, draws, simulation and storage`,
    unit: 'steps/s',
    contestants: [...swimmers, raw, ...cartPoles, cartPole],
    comparisons: [
      ...swimmers.map(({ id }) => ({ of: id, to: raw.id })),
      ...cartPoles.map(({ id }) => ({ of: id, to: cartPole.id })),
      ...againstFirst(swimmers),
      ...againstFirst(cartPoles),
    ],
    notes: [],
  }
}
