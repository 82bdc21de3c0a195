export type { Baseline } from './baselines/baseline.ts'
export { linearFeatureBaseline } from './baselines/linear-features.ts'
export { timeDependentBaseline } from './baselines/time-dependent.ts'
export { zeroBaseline } from './baselines/zero.ts'
export { decodeCheckpoint } from './checkpoint/decode-checkpoint.ts'
export { CHECKPOINT_FORMAT, type EncodedCheckpoint, encodeCheckpoint } from './checkpoint/encode-checkpoint.ts'
export { NUMERICS_VERSION } from './checkpoint/numerics-version.ts'
export { generalizedAdvantages } from './estimate/generalized-advantages.ts'
export { discountedReturns } from './estimate/returns.ts'
export { type StateWeighting, stateWeights } from './estimate/state-weights.ts'
export { FISHER_STRIDE } from './shard/fisher-subsample.ts'
export { inProcessShard, type ShardSettings } from './shard/in-process-shard.ts'
export type {
  CollectRequest,
  EpisodeSummary,
  GroupStatistics,
  GroupSum,
  Shard,
} from './shard/shard.ts'
export { type BatchTotals, shardedProblem } from './shard/sharded-problem.ts'
export { inGroupOrder, type Moments, mergeMoments, momentsOf, sumGroups } from './shard/sums.ts'
export type { StepResult, StepStatus, UpdateRule } from './step/step-result.ts'
export type { Evaluation, TrustRegionProblem } from './step/trust-region-problem.ts'
export {
  assertTrustRegionOptions,
  type TrustRegionOptions,
  trustRegionDefaults,
  trustRegionUpdate,
} from './step/trust-region-step.ts'
export { DataError } from './train/data-error.ts'
export type { EpisodeMetrics, IterationRecord, Timings, UpdateMetrics } from './train/iteration-record.ts'
export { createLocalTrainer, type LocalTrainerSettings } from './train/local-trainer.ts'
export type { Clock } from './train/stopwatch.ts'
export { createTrainer, type Trainer, type TrainerSettings } from './train/trainer.ts'
export type { TrainingState } from './train/training-state.ts'
export type { HostPort, SpawnWorker, WorkerEvents, WorkerPort } from './workers/port.ts'
export type {
  CallRequest,
  ErrorMessage,
  HostMessage,
  ListeningMessage,
  ProgressAnswer,
  ProgressMessage,
  ShardCall,
  ShardMethod,
  ShardRequest,
  StartRequest,
  ValueMessage,
  WorkerMessage,
} from './workers/protocol.ts'
export { type ShardFactory, serveShard } from './workers/serve-shard.ts'
export type { WireError } from './workers/wire-error.ts'
export { MAX_DEATHS, WorkerError } from './workers/worker-error.ts'
export type { AsyncShard, WorkerReplacement, WorkerShard } from './workers/worker-shard.ts'
export {
  type HasHref,
  type ModuleUrl,
  type WorkerShardsSettings,
  type WorkersOfRun,
  workerShards,
} from './workers/worker-shards.ts'
