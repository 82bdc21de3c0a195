import type { EnvironmentSpec, Lanes } from '@trpo/envs'
import { type GroupRange, lanesOfGroups } from '../groups.ts'
import { assertKnownKeys } from '../known-keys.ts'
import type { Episodes, OpenEpisode } from '../open-episode.ts'
import type { PathBatch } from '../path-batch.ts'
import type { LanePlan } from '../plans/lane-plan.ts'
import { lanePlan } from '../plans/plan-of-quota.ts'
import { assertQuota, type Quota } from '../quota.ts'
import type { Sampler, SamplerContext, SamplingProcedure } from '../sampler.ts'
import { assertModelFits } from './assert-model-fits.ts'
import { singlePathSampler } from './single-path-sampler.ts'

/** The settings of the single path procedure. */
export interface SinglePathSettings {
  /** What an iteration of the whole run samples. */
  readonly quota: Quota
  /** Lanes of the whole run: environments stepped together. Another number gives other bits. */
  readonly lanes: number
  /**
   * What becomes of episodes that the end of a batch cuts.
   * @default 'fresh'
   */
  readonly episodes?: Episodes
}

/**
 * The single path procedure of section 5.1: s_0 from the start distribution, then the policy's own trajectory, so that q(a|s) =
 * pi_old(a|s).
 *
 * All randomness is counted by (iteration, unit, step, draw) under the purposes `reset`, `environment` and `action`, where the
 * unit is the path for whole paths and the lane for steps, and the step counts within the unit. So a path has the same bits
 * whichever lanes and shards there are. Where an episode continues over iterations, each step has the draws of the iteration in
 * which it was taken.
 *
 * Throws a TypeError or a RangeError that names the first setting that is unknown or out of range, such as a quota that cannot
 * be split over the lanes.
 */
export function singlePath(settings: SinglePathSettings): SamplingProcedure<PathBatch> {
  assertKnownKeys('singlePath', settings, ['quota', 'lanes', 'episodes'])
  const { quota, lanes: allLanes, episodes = 'fresh' } = settings
  assertQuota(quota, allLanes)
  const known: readonly Episodes[] = ['fresh', 'continue', 'staggered']
  if (!known.includes(episodes))
    throw new TypeError(`episodes is ${JSON.stringify(episodes)}; give 'fresh', 'continue' or 'staggered'`)
  const firstOpen: readonly OpenEpisode[] | undefined = episodes === 'fresh' ? undefined : []
  const isStaggered = episodes === 'staggered'
  return {
    name: 'single path',
    settings: { quota: { ...quota }, episodes },
    lanes: allLanes,
    firstOpen,
    create(context: SamplerContext, lanes: Lanes, groups: GroupRange): Sampler<PathBatch> {
      const { spec, count } = lanes
      assertModelFits(spec, context.policy)
      const { first, last } = lanesOfGroups(groups, allLanes)
      if (count !== last - first)
        throw new RangeError(
          `${count} lanes of ${spec.name} were given; groups ${groups.first} to ${groups.last} of a run of ${allLanes} lanes have ${last - first}`,
        )
      const plan = lanePlan(quota, { spec, count, firstLane: first, allLanes })
      const firstLengths = isStaggered ? staggeredLengths(spec, plan, allLanes) : undefined
      const keepsOpen = firstOpen !== undefined
      return singlePathSampler({ ...context, plan, allLanes, groups, lanes, keepsOpen, firstLengths })
    },
  }
}

/** The length of the first episode of each lane of the run: (l + 1) / L of the time limit, rounded up. */
function staggeredLengths({ name, timeLimit }: EnvironmentSpec, plan: LanePlan, lanes: number): readonly number[] {
  if (plan.stepsAnIteration(0) === undefined)
    throw new RangeError(
      "episodes is 'staggered', and whole paths are never out of step; give a quota of steps, or 'fresh'",
    )
  if (timeLimit === undefined)
    throw new RangeError(
      `episodes is 'staggered', which takes parts of the time limit, and ${name} states none; wrap it in timeLimit(environment, steps), or give 'continue'`,
    )
  return Array.from({ length: lanes }, (_, lane) => Math.ceil(((lane + 1) * timeLimit) / lanes))
}
