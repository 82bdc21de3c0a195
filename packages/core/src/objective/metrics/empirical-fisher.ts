import type { Batch } from '@trpo/samplers'
import { rowsOf } from '../../passes/blocks.ts'
import { normalised } from '../../passes/normalised.ts'
import type { GroupSamples } from '../../passes/pass.ts'
import { averagedMetric } from '../averaged-metric.ts'
import { repeated } from '../each-action.ts'
import { FISHER_STRIDE } from './fisher.ts'
import { assertStride, type FisherSubsample, fisherSubsample } from './fisher-subsample.ts'
import type { Metric } from './metric.ts'

/** A subsample with the score of each of its actions in mu. */
interface ScoredSubsample {
  readonly subsample: FisherSubsample
  /**
   * u = d log pi(a_k|s) / d mu of each block, [rows, K, m], and the share of each action, [rows, K], which sum to 1 in each
   * state.
   */
  readonly scores: readonly { readonly scores: Float64Array; readonly shares: Float64Array }[]
}

/**
 * The empirical Fisher matrix of section 6 and the ablation of section 8.1: the covariance of the gradients of log pi at the
 * actions that were taken, (1/N) sum of J'u u'J with u = d log pi(a|s) / d mu, uncentred and without advantages. The mean is
 * over every `stride`-th row of each lane group and its K actions. Where another distribution than the policy proposed the
 * actions, each counts by its pi / q, divided by the sum of these in its state. The expectation of this matrix is the Fisher
 * matrix. It saves nothing, as each product takes the same jvp and vjp.
 *
 * Throws a RangeError unless the stride is a whole number of at least 1, which takes every row.
 */
export function empiricalFisher(stride: number = FISHER_STRIDE): Metric<Batch> {
  assertStride(stride)
  const scored = (samples: GroupSamples<Batch>, last: ScoredSubsample | undefined): ScoredSubsample =>
    scoredSubsample(samples, stride, last?.subsample)
  return averagedMetric({
    name: stride === 1 ? 'empirical Fisher matrix' : `empirical Fisher matrix of 1 state in ${stride}`,
    settings: { stride },
    weight: (samples) => samples.once(scored).subsample.weight,
    addProduct: (samples, v, into) => addProducts(samples.once(scored), samples, v, into),
  })
}

function scoredSubsample(
  samples: GroupSamples<Batch>,
  stride: number,
  last: FisherSubsample | undefined,
): ScoredSubsample {
  const { batch, policy } = samples
  const { actionsPerState, actionSize } = batch
  const size = actionsPerState * actionSize
  const subsample = fisherSubsample(samples, stride, last)
  const scores = subsample.blocks.map(({ rows, mu, firstRow }) => {
    const actions = new Float64Array(rows * size)
    for (let i = 0; i < rows; i++) actions.set(rowsOf(batch.actions, size, firstRow + i * stride, 1), i * size)
    const count = rows * actionsPerState
    const ofBlock = new Float64Array(count * batch.parameterSize)
    const muOfActions = repeated(mu, rows, batch)
    policy.distribution.logProbGradient(count, muOfActions, actions, ofBlock)
    const shares = new Float64Array(count).fill(1 / actionsPerState)
    if (batch.logQ !== undefined) {
      policy.distribution.logProb(count, muOfActions, actions, shares)
      for (let i = 0; i < rows; i++)
        for (let k = 0; k < actionsPerState; k++)
          shares[i * actionsPerState + k] -= batch.logQ[(firstRow + i * stride) * actionsPerState + k]
      normalised(shares, actionsPerState)
    }
    return { scores: ofBlock, shares }
  })
  return { subsample, scores }
}

/** Adds the sum of w J'u u'J v, by their shares, over the rows of a subsample to `into` [p]. */
function addProducts(
  { subsample, scores }: ScoredSubsample,
  { batch, policy }: GroupSamples<Batch>,
  v: Float64Array,
  into: Float64Array,
): void {
  const { actionsPerState, parameterSize: size } = batch
  const { scratch: product } = subsample
  for (const [index, { rows, weights, tape }] of subsample.blocks.entries()) {
    const change = policy.network.jvp(tape.networkTape, v)
    const { scores: ofBlock, shares } = scores[index]
    product.fill(0)
    for (let row = 0; row < rows; row++)
      for (let k = 0; k < actionsPerState; k++) {
        const at = (row * actionsPerState + k) * size
        let along = 0
        for (let i = 0; i < size; i++) along += ofBlock[at + i] * change[row * size + i]
        along *= weights[row] * shares[row * actionsPerState + k]
        for (let i = 0; i < size; i++) product[row * size + i] += along * ofBlock[at + i]
      }
    policy.network.vjp(tape.networkTape, product, into)
  }
}
