import { startOurs } from '../contestants/start-ours.ts'
import type { FitShape } from '../contestants/task.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import { fitPeers } from '../peers/fit-peers.ts'
import type { Settings } from '../settings.ts'
import { against, firstAgainstOthers } from './against.ts'

/** A critic of a robot's usual size and its fit to the rows of one small batch. */
const SHAPE: FitShape = { inputSize: 11, hidden: [64, 64], rows: 2048, epochs: 5, batchSize: 128 }

/** The fit of a value network alone, by Adam on minibatches. */
export async function fitSuite(settings: Settings): Promise<Suite> {
  const { inputSize, hidden, rows, epochs, batchSize } = SHAPE
  const ours: Contestant[] = []
  for (const network of settings.networks) {
    ours.push(await startOurs(`ours-${network}`, `our fit, ${network}`, { kind: 'fit', network, shape: SHAPE }))
  }
  const { peers, notes } = await fitPeers(settings, SHAPE)
  const name = [inputSize, ...hidden, 1].join('-')
  return {
    name: `fit-${name}`,
    title: `Value fit by Adam, ${rows.toLocaleString('en-US')} rows x (${name}), ${epochs} epochs in minibatches of ${batchSize}`,
    unit: 's',
    contestants: [...ours, ...peers],
    comparisons: [...peers.flatMap((peer) => against(ours, peer)), ...firstAgainstOthers(ours)],
    notes,
  }
}
