import { laneShare, type Quota } from './quota.ts'

/**
 * What becomes of an episode that the end of a batch cuts. `fresh`: it is given up, and every iteration starts from the
 * start distribution. `continue`: the next iteration goes on with it, so that batches of few steps a lane see late states
 * too. The same for quotas of whole paths, which cut none.
 */
export type Episodes = 'fresh' | 'continue'

/**
 * An episode that the end of a batch left unfinished, and all that is needed to come back to its state: its lane is
 * reset with the draws of that moment and its actions are taken again. Exact, and no simulator has to give up its state.
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
}

/** Whether two open episodes are the same one at the same step, actions compared bit by bit. */
export function sameOpenEpisode(a: OpenEpisode, b: OpenEpisode): boolean {
  if (a === b) return true
  const { length } = a.actions
  if (a.lane !== b.lane || a.iteration !== b.iteration || a.step !== b.step || b.actions.length !== length) return false
  for (let i = 0; i < length; i++) if (!Object.is(a.actions[i], b.actions[i])) return false
  return true
}

/** What open episodes have to agree with. */
interface RunOfEpisodes {
  readonly quota: Quota
  readonly allLanes: number
  readonly actionSize: number
}

/**
 * Throws a RangeError unless these are episodes that the iterations before `iteration` can have left open: at most one a
 * lane, in lane order, of lanes that there are, with exactly the steps that the lane has taken since their reset, and of
 * finite actions.
 */
export function assertOpenEpisodes(open: readonly OpenEpisode[], iteration: number, run: RunOfEpisodes): void {
  const { quota, allLanes, actionSize } = run
  if (quota.kind === 'paths' && open.length > 0)
    throw new RangeError(
      `${open.length} open episodes were given, and a quota of whole paths leaves none open; they belong to another run`,
    )
  const whole = (value: number, from: number, to: number) => Number.isSafeInteger(value) && value >= from && value < to
  let following = 0
  for (const episode of open) {
    const refuse = (what: string) => {
      throw new RangeError(`open episode of lane ${episode.lane}: ${what}; it belongs to another run`)
    }
    const { lane, step, actions } = episode
    if (!whole(lane, following, allLanes))
      refuse(`expected lanes in ascending order, each once, the next from ${following} to ${allLanes - 1}`)
    following = lane + 1
    if (!whole(episode.iteration, 0, iteration))
      refuse(`it was reset in iteration ${episode.iteration}; expected one before iteration ${iteration}`)
    const share = laneShare(quota, lane, allLanes)
    if (!whole(step, 0, share)) refuse(`it was reset at step ${step} of a lane that takes ${share} an iteration`)
    const size = ((iteration - episode.iteration) * share - step) * actionSize
    if (actions.length !== size)
      refuse(
        `it has ${actions.length} numbers of actions of ${actionSize}; from step ${step} of iteration ${episode.iteration} to iteration ${iteration} there are ${size}`,
      )
    const bad = actions.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0) refuse(`number ${bad} of its actions is ${actions[bad]}; expected finite numbers`)
  }
}
