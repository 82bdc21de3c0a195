import type { Segment } from '@trpo/samplers'

/**
 * Q of a rollout: the sum of gamma^i r_i over its steps, from the first action on, plus gamma^n times `tail` after n steps
 * (section 5.2). It is summed from the last step to the first, as the returns of paths are.
 *
 * @param rewards the rewards of all rollouts; the segment says which of them are its own
 */
export function rolloutValue(
  { offset, length }: Pick<Segment, 'offset' | 'length'>,
  rewards: ArrayLike<number>,
  discount: number,
  tail: number,
): number {
  let value = tail
  for (let row = offset + length - 1; row >= offset; row--) value = rewards[row] + discount * value
  return value
}
