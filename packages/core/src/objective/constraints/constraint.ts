import type { PartSettings } from '@trpo/samplers'

/** How the KL divergences of single states become the one number that bounds a step. */
export interface DivergenceConstraint {
  /** Its name, such as `mean KL`. */
  readonly name: string
  /**
   * The settings that it was made with.
   * @default no settings
   */
  readonly settings?: PartSettings
  /**
   * Takes some more states of a lane group into what the group has come to so far, which is 0 before the first state.
   *
   * @param kls KL(old || new) of each of the states, [rows], in nats
   * @param weights the weights of all states of the batch; the i-th state here has weights[from + i]
   */
  readonly fold: (soFar: number, kls: Float64Array, weights: ArrayLike<number>, from: number, rows: number) => number
  /** Makes one number of what the groups have come to; `weight` is the sum of all state weights. */
  readonly combine: (groups: readonly number[], weight: number) => number
}
