import { laneFailureOf } from '@trpo/envs'
import { traced } from '../episode-trace.ts'
import { EpisodeError } from '../errors/episode-error.ts'
import { NonFiniteError } from '../errors/non-finite-error.ts'
import type { LanePlan } from '../plans/lane-plan.ts'
import type { EpisodeLedger } from './episode-ledger.ts'
import type { Place } from './finite-checks.ts'
import type { LaneStorage } from './lane-storage.ts'
import { traceEpisode } from './trace-episode.ts'

/** The lanes that a step failed in. */
interface SteppedLanes {
  readonly firstLane: number
  readonly count: number
  readonly actionSize: number
  readonly plan: LanePlan
  readonly ledger: EpisodeLedger
  /** Where a lane is, counted from the first of these. */
  readonly placeOf: (lane: number, iteration: number) => Place
}

/**
 * What is to be thrown in place of what was thrown while lanes were stepped: where it is known in which lane, an error that says
 * where that happened and what the episode had done (`EpisodeTrace`); otherwise what was thrown.
 *
 * @param midStep whether the lanes have been given actions of which the step is not completed
 */
export function failedStep(
  thrown: unknown,
  { firstLane, count, actionSize, plan, ledger, placeOf }: SteppedLanes,
  storage: Pick<LaneStorage, 'openActions'>,
  iteration: number,
  midStep: boolean,
): unknown {
  const error = errorOf(thrown, (lane) => placeOf(lane, iteration))
  if (error === undefined) return thrown
  const lane = error.lane - firstLane
  if (!(lane >= 0 && lane < count)) return thrown
  const taken = ledger.steps[lane] - ledger.before(lane).start + (midStep ? 1 : 0)
  const trace = traceEpisode(
    {
      laneOfRun: error.lane,
      lane,
      iteration,
      resumed: ledger.resumed(lane),
      resetAt: ledger.resetAt(lane),
      actions: storage.openActions(lane, taken),
      actionSize,
    },
    plan,
  )
  return traced(error, trace)
}

/** The error that says in which lane of the run it happened. */
function errorOf(thrown: unknown, placeOf: (lane: number) => Place): NonFiniteError | EpisodeError | undefined {
  if (thrown instanceof NonFiniteError) return thrown
  const failed = laneFailureOf(thrown)
  if (failed === undefined) return undefined
  const { environment, lane, step, iteration } = placeOf(failed.lane)
  return new EpisodeError(
    `${environment} failed in lane ${lane} at step ${step} of an episode (iteration ${iteration}): ${failed.reason}`,
    lane,
    step,
    { cause: thrown },
  )
}
