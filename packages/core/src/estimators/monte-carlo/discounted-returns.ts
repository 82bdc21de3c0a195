import type { Segment } from '@trpo/samplers'

/**
 * Discounted returns R_t = r_t + gamma R_{t+1} of a segment, into its rows: the Monte Carlo estimate of Q at each step (section
 * 5.1).
 *
 * `tail` is R after the last step. It is 0 for the finite-horizon return of the paper presets and after a terminal state, and a
 * baseline's value of the last observation to bootstrap a segment that was truncated or cut.
 *
 * @param rewards [rows]
 * @param into [rows]
 */
export function discountedReturns(
  segment: Segment,
  rewards: ArrayLike<number>,
  discount: number,
  tail: number,
  into: Float64Array,
): void {
  let following = tail
  for (let row = segment.offset + segment.length - 1; row >= segment.offset; row--) {
    following = rewards[row] + discount * following
    into[row] = following
  }
}
