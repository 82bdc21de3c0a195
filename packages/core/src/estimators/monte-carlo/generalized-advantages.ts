import type { Segment } from '@trpo/samplers'

/** What generalized advantages are made of. */
export interface GeneralizedAdvantagesInput {
  /** The reward of each step, [rows]. */
  readonly rewards: ArrayLike<number>
  /** V at each step, [rows]. */
  readonly values: ArrayLike<number>
  /** V after the last step of the segment: 0 after a terminal state. */
  readonly tail: number
  /** gamma, in [0, 1]. */
  readonly discount: number
  /** lambda, in [0, 1]. */
  readonly lambda: number
}

/**
 * Generalized advantage estimates of a segment, written into its rows of `into`: A_t = sum_k (gamma lambda)^k d_{t+k} with d_t
 * = r_t + gamma V_{t+1} - V_t (Schulman et al. 2016, High-dimensional continuous control using generalized advantage
 * estimation, Eq 16).
 *
 * lambda = 1 gives the Monte Carlo return minus the baseline. A smaller lambda gives less variance and trusts the baseline
 * more.
 *
 * @param into [rows]
 */
export function generalizedAdvantages(
  segment: Segment,
  { rewards, values, tail, discount, lambda }: GeneralizedAdvantagesInput,
  into: Float64Array,
): void {
  let nextValue = tail
  let following = 0
  for (let row = segment.offset + segment.length - 1; row >= segment.offset; row--) {
    const value = values[row]
    following = rewards[row] + discount * nextValue - value + discount * lambda * following
    nextValue = value
    into[row] = following
  }
}
