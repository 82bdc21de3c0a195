import type { Lanes, ObservationArray } from '@trpo/envs'
import type { RandomStream } from '@trpo/random'
import { assertOpenEpisodes } from '../assert-open-episodes.ts'
import type { LanePlan } from '../plans/lane-plan.ts'
import type { CollectRequest } from '../sampler.ts'
import type { EpisodeLedger } from './episode-ledger.ts'
import type { InfoSums } from './info-sums.ts'
import { replayEpisodes } from './replay.ts'

/** Steps of a replay between two calls of `progress`. */
const STEPS_BETWEEN_PROGRESS = 16

/** The lanes that an iteration begins on. */
interface BeginningLanes {
  /** The random stream of a purpose, under the seed of the run. */
  readonly streamOf: (purpose: string) => RandomStream
  /** Numbers of an action. */
  readonly actionSize: number
  readonly lanes: Lanes
  readonly plan: LanePlan
  readonly ledger: EpisodeLedger
  readonly firstLane: number
  readonly allLanes: number
  readonly keepsOpen: boolean
  /** Adds up what steps report. */
  readonly info: InfoSums | undefined
}

/**
 * Brings the lanes of open episodes to the states in which the episodes were left. A lane that stands there simply continues;
 * any other is brought there by replay. Returns the lanes that have an episode; the others are to be reset.
 *
 * Throws a RangeError when the open episodes do not belong to such a run, and a ReplayError when one cannot be replayed.
 *
 * @param observed [count, o]; the observations of replayed lanes are written into it
 */
export async function beginEpisodes(
  { streamOf, actionSize, lanes, plan, ledger, firstLane, allLanes, keepsOpen, info }: BeginningLanes,
  { iteration, open, progress }: Pick<CollectRequest, 'iteration' | 'open' | 'progress'>,
  observed: ObservationArray,
): Promise<ReadonlySet<number>> {
  if ((open !== undefined) !== keepsOpen)
    throw new RangeError(
      keepsOpen
        ? "the request has no open episodes, not even an empty list, and the sampler was made with episodes: 'continue'; it belongs to another run"
        : `the request has ${open?.length} open episodes, and the sampler was made with episodes: 'fresh'; it belongs to another run`,
    )
  const episodes = open ?? []
  const { count } = lanes
  assertOpenEpisodes(episodes, iteration, { plan, allLanes, actionSize, observationSize: observed.length / count })
  const own = episodes.filter(({ lane }) => lane >= firstLane && lane < firstLane + count)
  const toReplay = own.filter((one) => !ledger.stands(one.lane - firstLane, one))
  ledger.moveOn()
  if (toReplay.length > 0) {
    let tick = 0
    await replayEpisodes(
      { lanes, streamOf, actionSize, firstLane, plan, info },
      toReplay,
      ledger.returns,
      observed,
      async () => {
        if (progress && ++tick % STEPS_BETWEEN_PROGRESS === 0) await progress(0)
      },
    )
  }
  for (const one of own) ledger.resume(one.lane - firstLane, one, one.actions.length / actionSize)
  return new Set(own.map(({ lane }) => lane - firstLane))
}
