export type { Batch, FrameStacks, GroupRows, SingleActionBatch } from './batch.ts'
export { type EpisodeTrace, traced, traceOf } from './episode-trace.ts'
export { EpisodeError } from './errors/episode-error.ts'
export { NonFiniteError } from './errors/non-finite-error.ts'
export { ReplayError } from './errors/replay-error.ts'
export { assertPolicyFits } from './evaluation/assert-policy-fits.ts'
export { evaluateLanes, type LanesEvaluation, MAX_EPISODE_STEPS } from './evaluation/evaluate-lanes.ts'
export { type EvaluationSettings, evaluatePolicy } from './evaluation/evaluate-policy.ts'
export { type EpisodesRequest, playEpisodes } from './evaluation/play-episodes.ts'
export {
  type ActionChoice,
  type PlayedEpisode,
  type PolicyEvaluation,
  type Spread,
  summarizeEpisodes,
} from './evaluation/policy-evaluation.ts'
export { ALL_GROUPS, type GroupRange, LANE_GROUPS, type LaneRange, lanesOfGroup, lanesOfGroups } from './groups.ts'
export { assertKnownKeys } from './known-keys.ts'
export {
  copyObservation,
  type ObservedBatch,
  observationRoom,
  observationRows,
  type RowMemory,
} from './observation-rows.ts'
export { oneAtATime } from './one-at-a-time.ts'
export type { Episodes, OpenEpisode } from './open-episode.ts'
export { type PathBatch, type PathGroupRows, type Segment, type SegmentEnd, segmentsOf } from './path-batch.ts'
export type { LanePlan, LaneTurn, PlannedLanes } from './plans/lane-plan.ts'
export { lanePlan } from './plans/plan-of-quota.ts'
export { laneShare, type Quota } from './quota.ts'
export { type ReplayedStep, replayTrace } from './replay-trace.ts'
export type {
  Collected,
  CollectRequest,
  EpisodeSummary,
  PartSettings,
  Sampled,
  Sampler,
  SamplerContext,
  SamplingPolicy,
  SamplingProcedure,
  SamplingProgress,
} from './sampler.ts'
export type { SegmentInfo } from './segment-info.ts'
export { assertModelFits } from './single-path/assert-model-fits.ts'
export { firstNonFinite, type Place } from './single-path/finite-checks.ts'
export { type LaneArrays, laneArrays } from './single-path/lane-arrays.ts'
export { type DrawnBy, type LaneChecks, laneChecks } from './single-path/lane-checks.ts'
export { type RowNoise, rowNoise } from './single-path/row-noise.ts'
export { type SinglePathSettings, singlePath } from './single-path/single-path.ts'
export { everyAction } from './vine/every-action.ts'
export { policyActions } from './vine/policy-actions.ts'
export type { ActionProposal, ProposalRequest, Proposer } from './vine/proposal.ts'
export type { VineSettings } from './vine/settings.ts'
export { uniformActions } from './vine/uniform-actions.ts'
export { vine } from './vine/vine.ts'
export type { VineBatch, VineGroupRows, VineRows } from './vine/vine-batch.ts'
