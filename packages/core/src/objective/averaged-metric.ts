import type { Batch, PartSettings } from '@trpo/samplers'
import { added } from '../passes/combine.ts'
import type { GroupSamples, Pass } from '../passes/pass.ts'
import type { Metric } from './metrics/metric.ts'

/** A metric that is the weighted mean of a matrix over states. */
interface AveragedMatrix {
  /** The name of the metric, such as `Fisher matrix`. */
  readonly name: string
  /** The settings that it was made with. */
  readonly settings: PartSettings
  /** The sum of the weights of a lane group's states. */
  readonly weight: (samples: GroupSamples<Batch>) => number
  /** Adds the weighted sum of the matrices times v over a lane group's states to `into` [p]. */
  readonly addProduct: (samples: GroupSamples<Batch>, v: Float64Array, into: Float64Array) => void
}

/** The metric of a matrix that is averaged over the states of all shards: lane groups are summed, and one division follows. */
export function averagedMetric({ name, settings, weight, addProduct }: AveragedMatrix): Metric<Batch> {
  const weightPass: Pass<Batch, [], Float64Array> = {
    name: 'fisher/weight',
    over: (samples) => Float64Array.of(weight(samples)),
    combine: added,
  }
  const productPass: Pass<Batch, [Float64Array], Float64Array> = {
    name: 'fisher/product',
    over(samples, v) {
      if (samples.rows.start === samples.rows.end) return new Float64Array(0)
      const sum = new Float64Array(samples.policy.network.parameterCount)
      addProduct(samples, v, sum)
      return sum
    },
    combine: added,
  }
  return {
    name,
    settings,
    passes: [weightPass, productPass],
    reads: ['weights'],
    async prepare(shards) {
      const [total] = await shards.run(weightPass)
      return async (v) => (await shards.run(productPass, v)).map((value) => value / total)
    },
  }
}
