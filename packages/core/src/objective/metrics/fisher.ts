import type { Policy } from '@trpo/policies'
import type { Batch } from '@trpo/samplers'
import type { GroupSamples } from '../../passes/pass.ts'
import { averagedMetric } from '../averaged-metric.ts'
import { assertStride, type FisherSubsample, fisherSubsample } from './fisher-subsample.ts'
import type { Metric } from './metric.ts'

/** Every tenth row: "subsampling the data for the Fisher-vector product" (appendix C.1). */
export const FISHER_STRIDE = 10

/**
 * The Fisher matrix of the policy, the Hessian of the mean KL at theta_old, by its analytic form J'MJ (Eq 57), averaged over
 * every `stride`-th row of each lane group: a jvp, a small product with M and a vjp, with no second derivative anywhere.
 *
 * Throws a RangeError unless the stride is a whole number of at least 1, which takes every row.
 */
export function fisher(stride: number = FISHER_STRIDE): Metric<Batch> {
  assertStride(stride)
  const subsample = (samples: GroupSamples<Batch>, last: FisherSubsample | undefined): FisherSubsample =>
    fisherSubsample(samples, stride, last)
  return averagedMetric({
    name: stride === 1 ? 'Fisher matrix' : `Fisher matrix of 1 state in ${stride}`,
    settings: { stride },
    weight: (samples) => samples.once(subsample).weight,
    addProduct: (samples, v, into) => fisherVectorProduct(samples.once(subsample), samples.policy, v, into),
  })
}

/** Adds the sum of w J'MJ v over the rows of a subsample to `into` [p] (Eq 57). */
function fisherVectorProduct(
  subsample: FisherSubsample,
  { network, distribution }: Policy,
  v: Float64Array,
  into: Float64Array,
): void {
  const size = distribution.parameterSize
  const { scratch: product } = subsample
  for (const { rows, mu, weights, tape } of subsample.blocks) {
    const change = network.jvp(tape.networkTape, v)
    distribution.fisher(rows, mu, change, product)
    for (let row = 0; row < rows; row++) for (let i = row * size; i < (row + 1) * size; i++) product[i] *= weights[row]
    network.vjp(tape.networkTape, product, into)
  }
}
