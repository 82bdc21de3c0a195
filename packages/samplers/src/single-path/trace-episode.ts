import type { EpisodeTrace } from '../episode-trace.ts'
import type { OpenEpisode } from '../open-episode.ts'
import type { LanePlan } from '../plans/lane-plan.ts'

/** Where a lane stood when a step failed. */
interface FailedLane {
  /** The lane, counted over all shards. */
  readonly laneOfRun: number
  /** The same, counted from the first that the plan walks. */
  readonly lane: number
  readonly iteration: number
  /** What its episode continues, where an earlier iteration began it. */
  readonly resumed: OpenEpisode | undefined
  /** Steps that the lane had taken in this iteration when its episode was reset, where it continues none. */
  readonly resetAt: number
  /** The actions of this iteration since then, [n, k], that of the failed step included. */
  readonly actions: Float64Array
  readonly actionSize: number
}

/** What the episode of a lane had done when a step failed. */
export function traceEpisode(
  { laneOfRun, lane, iteration, resumed, resetAt, actions, actionSize }: FailedLane,
  plan: Pick<LanePlan, 'unit' | 'stepsAnIteration'>,
): EpisodeTrace {
  const taken = actions.length / actionSize
  const unit = plan.unit(lane)
  if (resumed === undefined)
    return {
      lane: laneOfRun,
      step: Math.max(0, taken - 1),
      iteration,
      reset: Float64Array.of(iteration, unit, resetAt),
      draws: Float64Array.of(iteration, unit, resetAt, taken),
      actions,
    }
  const draws: number[] = []
  let { iteration: at, step } = resumed
  for (let left = resumed.actions.length / actionSize; left > 0; at++, step = 0) {
    const count = Math.min(left, (plan.stepsAnIteration(laneOfRun) ?? left) - step)
    draws.push(at, unit, step, count)
    left -= count
  }
  draws.push(iteration, unit, 0, taken)
  const all = new Float64Array(resumed.actions.length + actions.length)
  all.set(resumed.actions)
  all.set(actions, resumed.actions.length)
  return {
    lane: laneOfRun,
    step: all.length / actionSize - 1,
    iteration,
    reset: Float64Array.of(resumed.iteration, unit, resumed.step),
    draws: Float64Array.from(draws),
    actions: all,
  }
}
