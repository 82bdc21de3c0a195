import type { Lanes } from '@trpo/envs'
import { type GroupRange, lanesOfGroups } from '../groups.ts'
import { assertKnownKeys } from '../known-keys.ts'
import type { Episodes, OpenEpisode } from '../open-episode.ts'
import type { PathBatch } from '../path-batch.ts'
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
  if (episodes !== 'fresh' && episodes !== 'continue')
    throw new TypeError(`episodes is ${JSON.stringify(episodes)}; give 'fresh' or 'continue'`)
  const firstOpen: readonly OpenEpisode[] | undefined = episodes === 'continue' ? [] : undefined
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
      return singlePathSampler({ ...context, plan, allLanes, groups, lanes, keepsOpen: firstOpen !== undefined })
    },
  }
}
