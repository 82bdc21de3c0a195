/**
 * How much an iteration samples, split over the lanes in advance: never a global count, never first come first
 * served, so that the batch does not depend on timing.
 *
 * `steps`: N steps in all, floor(N / L) a lane and one more for the first N mod L; the last episode of a lane is cut.
 * `paths`: N whole episodes, path p in lane p mod L; none is started after a lane's share is done.
 */
export type Quota =
  | {
      readonly kind: 'steps'
      /** N, the steps of all lanes together. */
      readonly steps: number
    }
  | {
      readonly kind: 'paths'
      /** N, the whole episodes of all lanes together. */
      readonly paths: number
    }

/** The share of one lane, in the quota's own unit: steps or paths. */
export function laneShare(quota: Quota, lane: number, lanes: number): number {
  const total = quota.kind === 'steps' ? quota.steps : quota.paths
  return Math.floor(total / lanes) + (lane < total % lanes ? 1 : 0)
}

/** Throws a RangeError unless the quota gives every one of the lanes something to do. */
export function assertQuota(quota: Quota, lanes: number): void {
  const total = quota.kind === 'steps' ? quota.steps : quota.paths
  if (!Number.isSafeInteger(lanes) || lanes < 1)
    throw new RangeError(`the number of lanes is ${lanes}; give a whole number of at least 1`)
  if (!Number.isSafeInteger(total) || total < lanes)
    throw new RangeError(
      `a quota of ${total} ${quota.kind} cannot be split over ${lanes} lanes; give a whole number of at least one a lane, or fewer lanes`,
    )
}
