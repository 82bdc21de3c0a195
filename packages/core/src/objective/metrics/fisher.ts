import type { Policy } from '@trpo/policies'
import type { Batch } from '@trpo/samplers'
import { added } from '../../passes/combine.ts'
import type { GroupSamples, Pass } from '../../passes/pass.ts'
import { assertStride, blockRows, type FisherSubsample, fisherSubsample } from './fisher-subsample.ts'
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
  const subsample = (samples: GroupSamples<Batch>): FisherSubsample => fisherSubsample(samples, stride)
  const weight: Pass<Batch, [], Float64Array> = {
    name: 'fisher/weight',
    over: (samples) => Float64Array.of(samples.once(subsample).weight),
    combine: added,
  }
  const product: Pass<Batch, [Float64Array], Float64Array> = {
    name: 'fisher/product',
    over(samples, v) {
      const sum = new Float64Array(samples.policy.network.parameterCount)
      fisherVectorProduct(samples.once(subsample), samples.policy, v, sum)
      return sum
    },
    combine: added,
  }
  return {
    name: stride === 1 ? 'Fisher matrix' : `Fisher matrix of 1 state in ${stride}`,
    settings: { stride },
    passes: [weight, product],
    reads: ['weights'],
    async prepare(shards) {
      const [total] = await shards.run(weight)
      return async (v) => (await shards.run(product, v)).map((value) => value / total)
    },
  }
}

/** Adds the sum of w J'MJ v over the rows of a subsample to `into` [p] (Eq 57). */
function fisherVectorProduct(
  subsample: FisherSubsample,
  { network, distribution }: Policy,
  v: Float64Array,
  into: Float64Array,
): void {
  const size = distribution.parameterSize
  const product = new Float64Array(blockRows(subsample) * size)
  for (const { rows, mu, weights, tape } of subsample.blocks) {
    const change = network.jvp(tape.networkTape, v)
    distribution.fisher(rows, mu, change, product)
    for (let row = 0; row < rows; row++) for (let i = row * size; i < (row + 1) * size; i++) product[i] *= weights[row]
    network.vjp(tape.networkTape, product, into)
  }
}
