/**
 * What becomes of an episode that the end of a batch cuts. With `fresh` it is given up, and every iteration starts from the
 * start distribution. With `continue` the next iteration resumes it, so that batches with few steps in each lane see late
 * states too. For quotas of whole paths, which cut no episode, both are the same.
 *
 * With `staggered` episodes continue as well, and the first one of lane l of L is truncated after (l + 1) / L of the time limit, so
 * that the lanes do not all reach the time limit in the same iteration: otherwise batches would hold early states only, then late
 * ones only.
 */
export type Episodes = 'fresh' | 'continue' | 'staggered'

/**
 * An episode that the end of a batch left unfinished, with all that is needed to return to its state: its lane is reset with
 * the draws of that moment, and its actions are taken again. This is exact, and no simulator has to reveal its state. What the
 * episode had come to is kept as well, so that a replay that comes to anything else is noticed.
 */
export interface OpenEpisode {
  /** The lane it runs in, counted over all shards. */
  readonly lane: number
  /** The iteration in which it was reset. */
  readonly iteration: number
  /** Steps that its lane had taken in that iteration when it was reset. */
  readonly step: number
  /** The actions taken since, [n, k], n at least 1. */
  readonly actions: Float64Array
  /** What the environment showed after the last of them, [o], as it gave it: f64 holds f32 and bytes exactly. */
  readonly observation: Float64Array
  /** Sum of their rewards, in their order. */
  readonly return: number
}

/** Whether two open episodes are the same one at the same step, bit for bit. */
export function sameOpenEpisode(a: OpenEpisode, b: OpenEpisode): boolean {
  return (
    a.lane === b.lane &&
    a.iteration === b.iteration &&
    a.step === b.step &&
    Object.is(a.return, b.return) &&
    firstDifference(a.observation, b.observation) === undefined &&
    firstDifference(a.actions, b.actions) === undefined
  )
}

/** The first index at which two arrays differ in a bit, or end; undefined if there is none. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  const length = Math.max(a.length, b.length)
  for (let i = 0; i < length; i++) if (!Object.is(a[i], b[i])) return i
  return undefined
}

/** A copy of the episode, since whoever holds the original may write to it. */
export function copyOfOpenEpisode(episode: OpenEpisode): OpenEpisode {
  return { ...episode, actions: episode.actions.slice(), observation: episode.observation.slice() }
}
