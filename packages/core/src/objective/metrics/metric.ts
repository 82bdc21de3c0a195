import type { Batch, PartSettings } from '@trpo/samplers'
import type { AnyPass } from '../../passes/pass.ts'
import type { Shards } from '../../shard/shards.ts'

/** The quadratic form that measures small steps: v -> A v, with A the Fisher matrix or what stands in for it. */
export interface Metric<B extends Batch> {
  /** What it is called. */
  readonly name: string
  /**
   * What it was made with.
   * @default nothing
   */
  readonly settings?: PartSettings
  /** The passes that it runs. */
  readonly passes: readonly AnyPass<B>[]
  /** The columns that it reads. */
  readonly reads: readonly string[]
  /** The product for the present batch; called once an iteration, before the first product. */
  prepare(shards: Shards<B>): Promise<(v: Float64Array) => Promise<Float64Array>>
}
