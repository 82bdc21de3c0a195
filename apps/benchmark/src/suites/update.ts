import { counted } from '@trpo/math/messages'
import { startOurs } from '../contestants/start-ours.ts'
import { shapeName, type UpdateShape } from '../contestants/synthetic.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import { updatePeers } from '../peers/update-peers.ts'
import type { Settings } from '../settings.ts'
import { against, firstAgainstOthers } from './against.ts'

/** The swimmer's network of Table 2. */
export const smallShape = ({ smallRows }: Settings): UpdateShape => ({
  observationSize: 9,
  hidden: [30],
  actionSize: 2,
  rows: smallRows,
})

/** The hopper's, with the usual 11 inputs. */
export const largeShape = ({ rows }: Settings): UpdateShape => ({
  observationSize: 11,
  hidden: [50, 50],
  actionSize: 3,
  rows,
})

/** The paper's network of Atari, 33,500 parameters (section 8.2, Table 3). */
export const imageShape = ({ imageRows }: Settings): UpdateShape => ({
  observationSize: 4 * 52 * 40,
  hidden: [20],
  actionSize: 3,
  rows: imageRows,
  images: {
    shape: [4, 52, 40],
    convolutions: [
      { filters: 16, filterSize: 4, stride: 2 },
      { filters: 16, filterSize: 4, stride: 2 },
    ],
    classes: [3, 3, 2],
  },
})

/** The policy update alone: gradient, conjugate gradient on every tenth row, line search. */
export async function updateSuite(settings: Settings, shape: UpdateShape): Promise<Suite> {
  const ours: Contestant[] = []
  for (const network of settings.networks) {
    ours.push(await startOurs(`ours-${network}`, `our update, ${network}`, { kind: 'update', network, shape }))
  }
  const { peers, notes } = await updatePeers(settings, shape)
  return {
    name: `update-${shapeName(shape)}`,
    title: `Policy update, ${counted(shape.rows, 'row')} x (${shapeName(shape)})`,
    unit: 's',
    contestants: [...ours, ...peers],
    comparisons: [...peers.flatMap((peer) => against(ours, peer)), ...firstAgainstOthers(ours)],
    notes,
  }
}
