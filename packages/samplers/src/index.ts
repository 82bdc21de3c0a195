export type { Batch, GroupRows, Segment, SegmentEnd } from './batch.ts'
export { NonFiniteError, ReplayError } from './errors.ts'
export { ALL_GROUPS, type GroupRange, LANE_GROUPS, type LaneRange, lanesOfGroup, lanesOfGroups } from './groups.ts'
export type { Episodes, OpenEpisode } from './open-episode.ts'
export { assertQuota, laneShare, type Quota } from './quota.ts'
export {
  type SamplingPolicy,
  type SamplingProgress,
  type SinglePathSampler,
  type SinglePathSettings,
  singlePathSampler,
} from './single-path.ts'
