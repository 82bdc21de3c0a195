import type { GroupRange } from '@trpo/samplers'

/** After so many deaths within one iteration a shard gives up, and a host of tasks after so many within one task. */
export const MAX_DEATHS = 3

/** The worker of a shard or of a task died again and again, so that an iteration cannot be computed. Earlier iterations are not touched. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError'
  /** The lane groups it had; undefined for a worker of tasks. */
  readonly groups: GroupRange | undefined
  /** How often it died within the iteration. */
  readonly deaths: number
  /** Why it died the last time. */
  readonly reason: string

  /**
   * The error of a worker that died so often. `advice` is what to do about it, and `cause` the uncaught error of which it died, if it
   * did.
   */
  constructor(work: GroupRange | string, deaths: number, reason: string, advice: string, cause?: unknown) {
    super(
      `the worker of ${workInWords(work)} died ${deaths} times within one iteration, the last time because ${reason}; ${advice}`,
      cause === undefined ? undefined : { cause },
    )
    this.groups = typeof work === 'string' ? undefined : work
    this.deaths = deaths
    this.reason = reason
  }
}

/** `lane group 3`, `lane groups 0 to 5`, or the name of a task. */
export function workInWords(work: GroupRange | string): string {
  if (typeof work === 'string') return work
  const { first, last } = work
  return last - first === 1 ? `lane group ${first}` : `lane groups ${first} to ${last - 1}`
}
