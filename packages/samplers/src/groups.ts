/**
 * Lanes form this many groups, whatever the number of workers. Sums over samples are taken group by group and added in group
 * order, so that it leaves no trace in the bits who computed a group. 12 is divisible by 1, 2, 3, 4 and 6.
 */
export const LANE_GROUPS = 12

/** Consecutive lanes. */
export interface LaneRange {
  /** The first lane. */
  readonly first: number
  /** One past the last lane. */
  readonly last: number
}

/** The lanes of a group. The split is even and contiguous; with fewer than 12 lanes some groups are empty. */
export function lanesOfGroup(group: number, lanes: number): LaneRange {
  return { first: Math.floor((group * lanes) / LANE_GROUPS), last: Math.floor(((group + 1) * lanes) / LANE_GROUPS) }
}

/** Consecutive lane groups: what one shard owns. */
export interface GroupRange {
  /** The first group, from 0. */
  readonly first: number
  /** One past the last group. */
  readonly last: number
}

/** Every lane group. */
export const ALL_GROUPS: GroupRange = { first: 0, last: LANE_GROUPS }

/** The lanes of consecutive groups. Throws a RangeError unless 0 <= first < last <= LANE_GROUPS. */
export function lanesOfGroups(groups: GroupRange, lanes: number): LaneRange {
  const { first, last } = groups
  const whole = Number.isSafeInteger(first) && Number.isSafeInteger(last)
  if (!whole || first < 0 || first >= last || last > LANE_GROUPS)
    throw new RangeError(`lane groups ${first} to ${last} were given; expected 0 <= first < last <= ${LANE_GROUPS}`)
  return { first: lanesOfGroup(first, lanes).first, last: lanesOfGroup(last - 1, lanes).last }
}
