import type { GroupRange } from '@trpo/samplers'

/** After so many deaths within one iteration a shard gives up. */
export const MAX_DEATHS = 3

/** The worker of a shard died again and again, so that an iteration cannot be computed. Earlier iterations are not touched. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError'
  /** The lane groups it had. */
  readonly groups: GroupRange
  /** How often it died within the iteration. */
  readonly deaths: number
  /** Why it died the last time. */
  readonly reason: string

  /** The error of a worker that died so often. `cause` is the uncaught error of which it died, if it did. */
  constructor(groups: GroupRange, deaths: number, reason: string, cause?: unknown) {
    super(
      `the worker of ${namesOf(groups)} died ${deaths} times within one iteration, the last time because ${reason}; look at what the environment does there, take fewer workers if memory ran out, or train in one thread (inProcessShard, or trpo --workers 1) to see the fault itself`,
      cause === undefined ? undefined : { cause },
    )
    this.groups = groups
    this.deaths = deaths
    this.reason = reason
  }
}

/** `lane group 3`, `lane groups 0 to 5`. */
function namesOf({ first, last }: GroupRange): string {
  return last - first === 1 ? `lane group ${first}` : `lane groups ${first} to ${last - 1}`
}
