/**
 * Lanes form this many groups, whatever the number of workers: sums over samples are taken group by group and added
 * in group order, so that who computed a group leaves no trace in the bits. 12 divides by 1, 2, 3, 4 and 6.
 */
export const LANE_GROUPS = 12

/** Lanes first .. last (exclusive) of group g: an even, contiguous split. Empty for some groups when there are fewer than 12 lanes. */
export function lanesOfGroup(group: number, lanes: number): { readonly first: number; readonly last: number } {
  return { first: Math.floor((group * lanes) / LANE_GROUPS), last: Math.floor(((group + 1) * lanes) / LANE_GROUPS) }
}
