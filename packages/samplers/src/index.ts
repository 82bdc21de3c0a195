export type { Batch, GroupRows, Segment, SegmentEnd } from './batch.ts'
export { NonFiniteError } from './errors.ts'
export { LANE_GROUPS, lanesOfGroup } from './groups.ts'
export { assertQuota, laneShare, type Quota } from './quota.ts'
export {
  type SamplingPolicy,
  type SamplingProgress,
  type SinglePathSampler,
  type SinglePathSettings,
  singlePathSampler,
} from './single-path.ts'
