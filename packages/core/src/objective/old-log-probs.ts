import type { Batch } from '@trpo/samplers'
import { rowsOf } from '../passes/blocks.ts'
import type { GroupSamples } from '../passes/pass.ts'
import { muOfActions } from './each-action.ts'

/** log pi_old(a_k | s) of every sampled action of a lane group, [rows of the group, K]. Callers ask for it by `samples.once`. */
export function oldLogProbs({ batch, rows, policy }: GroupSamples<Batch>, last?: Float64Array): Float64Array {
  const { actionsPerState, actionSize } = batch
  const count = (rows.end - rows.start) * actionsPerState
  const logProbs = last?.length === count ? last : new Float64Array(count)
  const mu = muOfActions(batch, rows.start, rows.end - rows.start)
  const actions = rowsOf(batch.actions, actionSize * actionsPerState, rows.start, rows.end - rows.start)
  policy.distribution.logProb(count, mu, actions, logProbs)
  return logProbs
}
