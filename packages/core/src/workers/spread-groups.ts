import { type GroupRange, LANE_GROUPS, lanesOfGroup } from '@trpo/samplers'

/**
 * Spreads the lane groups over workers, in contiguous ranges that hold all groups and are as even as possible. There are never
 * more ranges than groups that have lanes: at most 12, and at most as many as there are lanes.
 *
 * Throws a RangeError unless both counts are whole numbers of at least 1.
 */
export function spreadGroups(workers: number, lanes: number): readonly GroupRange[] {
  for (const [what, count] of [
    ['workers', workers],
    ['lanes', lanes],
  ] as const)
    if (!Number.isSafeInteger(count) || count < 1)
      throw new RangeError(`${what} is ${count}; give a whole number of at least 1`)
  const inhabited = Array.from({ length: LANE_GROUPS }, (_, group) => group).filter((group) => {
    const { first, last } = lanesOfGroup(group, lanes)
    return last > first
  })
  const count = Math.min(workers, inhabited.length)
  // A range goes up to the first inhabited group of the next one, so that groups without lanes are owned too.
  const start = (range: number) =>
    range === 0 ? 0 : range === count ? LANE_GROUPS : inhabited[Math.floor((range * inhabited.length) / count)]
  return Array.from({ length: count }, (_, range) => ({ first: start(range), last: start(range + 1) }))
}
