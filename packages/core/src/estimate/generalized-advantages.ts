import type { Segment } from '@trpo/samplers'

/**
 * Generalized advantage estimates of a segment, into its rows: A_t = sum_k (gamma lambda)^k d_{t+k} with
 * d_t = r_t + gamma V_{t+1} - V_t (Schulman et al. 2016, High-dimensional continuous control using generalized advantage
 * estimation, Eq 16).
 *
 * lambda = 1 is the Monte Carlo return minus the baseline; a smaller one has less variance, and trusts the baseline more.
 *
 * @param rewards [rows]
 * @param values V at each step, [rows]; may be the same array as `into`
 * @param tail V after the last step: 0 after a terminal state
 * @param lambda in [0, 1]
 * @param into [rows]
 */
export function generalizedAdvantages(
  segment: Segment,
  rewards: Float64Array,
  values: Float64Array,
  tail: number,
  discount: number,
  lambda: number,
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
