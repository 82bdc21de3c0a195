import type { TrustRegionProblem } from '../step/trust-region-problem.ts'
import type { Shard } from './shard.ts'
import { sumGroups } from './sums.ts'

/** What the sums of a batch are divided by, and L(theta_old). */
export interface BatchTotals {
  /** Sum of state weights. */
  readonly weight: number
  /** Sum of state weights over the Fisher subsample. */
  readonly fisherWeight: number
  /** L(theta_old): the weighted mean of the advantages. */
  readonly surrogate: number
}

/** The sampled problem of Eq 14, whose sums are spread over shards. `onEntropy` hears the mean entropy of the old policy when the gradient is taken. */
export function shardedProblem(
  shards: readonly Shard[],
  theta: Float64Array,
  totals: BatchTotals,
  onEntropy: (entropy: number) => void,
): TrustRegionProblem {
  const { weight, fisherWeight, surrogate } = totals
  return {
    theta,
    surrogate,
    async gradient() {
      const sum = sumGroups(await Promise.all(shards.map((shard) => shard.gradient())))
      onEntropy(sum[theta.length] / weight)
      return sum.subarray(0, theta.length).map((value) => value / weight)
    },
    async fisherProduct(v) {
      const sum = sumGroups(await Promise.all(shards.map((shard) => shard.fisherProduct(v))))
      return sum.map((value) => value / fisherWeight)
    },
    async evaluate(candidate) {
      const [surrogateSum, klSum] = sumGroups(await Promise.all(shards.map((shard) => shard.evaluate(candidate))))
      return { surrogate: surrogateSum / weight, kl: klSum / weight }
    },
  }
}
