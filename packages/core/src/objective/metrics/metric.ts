import type { Batch, PartSettings } from '@trpo/samplers'
import type { AnyPass } from '../../passes/pass.ts'
import type { Shards } from '../../shard/shards.ts'

/** The quadratic form that measures small steps, as a product v -> A v: A is the Fisher matrix or a substitute for it. */
export interface Metric<B extends Batch> {
  /** Its name, such as `Fisher matrix`. */
  readonly name: string
  /**
   * The settings that it was made with.
   * @default no settings
   */
  readonly settings?: PartSettings
  /** The passes that it runs. */
  readonly passes: readonly AnyPass<B>[]
  /** The columns that it reads. */
  readonly reads: readonly string[]
  /** The product for the present batch. It is called once an iteration, before the first product. */
  prepare(shards: Shards<B>): Promise<(v: Float64Array) => Promise<Float64Array>>
}
