import type { PartSettings } from '@trpo/samplers'

/** How the KL divergences of single states become what the step is bounded by. */
export interface DivergenceConstraint {
  /** What it is called. */
  readonly name: string
  /**
   * What it was made with.
   * @default nothing
   */
  readonly settings?: PartSettings
  /**
   * What a lane group has come to after some more states; 0 before the first.
   *
   * @param kls KL(old || new) of each of the states, [rows], in nats
   * @param weights of all states of the batch; that of the i-th here is weights[from + i]
   */
  readonly fold: (soFar: number, kls: Float64Array, weights: ArrayLike<number>, from: number, rows: number) => number
  /** What the groups have come to between them, `weight` being the sum of all state weights. */
  readonly combine: (groups: readonly number[], weight: number) => number
}
