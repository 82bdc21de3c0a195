export { type AveragedState, type AverageSettings, averagedTraining } from './average/averaged-training.ts'
export { decodeCheckpoint } from './checkpoint/decode-checkpoint.ts'
export { CHECKPOINT_FORMAT, encodeCheckpoint } from './checkpoint/encode-checkpoint.ts'
export { NUMERICS_VERSION } from './checkpoint/numerics-version.ts'
export type { TrainingState } from './checkpoint/training-state.ts'
export { type EstimateContext, estimateContext } from './estimators/estimate-context.ts'
export {
  completed,
  type Estimate,
  type Estimated,
  type Estimator,
  type NamedTensor,
  type Tensors,
} from './estimators/estimator.ts'
export type { Baseline } from './estimators/monte-carlo/baselines/baseline.ts'
export { linearFeatureBaseline } from './estimators/monte-carlo/baselines/linear-features.ts'
export { timeDependentBaseline } from './estimators/monte-carlo/baselines/time-dependent.ts'
export { zeroBaseline } from './estimators/monte-carlo/baselines/zero.ts'
export { discountedReturns } from './estimators/monte-carlo/discounted-returns.ts'
export {
  type GeneralizedAdvantagesInput,
  generalizedAdvantages,
} from './estimators/monte-carlo/generalized-advantages.ts'
export { monteCarlo } from './estimators/monte-carlo/monte-carlo.ts'
export { type MonteCarloSettings, monteCarloDefaults } from './estimators/monte-carlo/settings.ts'
export { type StateWeighting, stateWeights } from './estimators/monte-carlo/state-weights.ts'
export { type AdamFitSettings, adamFit, adamFitDefaults } from './estimators/value-network/fits/adam-fit.ts'
export {
  type GaussNewtonFitSettings,
  gaussNewtonFit,
  gaussNewtonFitDefaults,
} from './estimators/value-network/fits/gauss-newton-fit.ts'
export type { FitProblem, FittedValues, NetworkFit, ValueFit } from './estimators/value-network/fits/value-fit.ts'
export { type ValueNetworkSettings, valueNetworkDefaults } from './estimators/value-network/settings.ts'
export { valueNetwork } from './estimators/value-network/value-network.ts'
export { type VineRolloutsSettings, vineRolloutsDefaults } from './estimators/vine/settings.ts'
export { vineRollouts } from './estimators/vine/vine-rollouts.ts'
export { type EpisodePlayer, episodePlayer } from './evaluation/episode-player.ts'
export { evaluatedTraining, type TrainingEvaluation } from './evaluation/evaluated-training.ts'
export { playingShard } from './evaluation/playing-shard.ts'
export { type StopRule, stopAtReturn, stopOnPlateau } from './evaluation/stop-rule.ts'
export type { DivergenceConstraint } from './objective/constraints/constraint.ts'
export { maxKl } from './objective/constraints/max-kl.ts'
export { meanKl } from './objective/constraints/mean-kl.ts'
export { withEntropyBonus } from './objective/entropy-bonus.ts'
export { everyActionForm } from './objective/forms/every-action.ts'
export type { SurrogateForm } from './objective/forms/form.ts'
export { importanceSampled } from './objective/forms/importance-sampled.ts'
export { selfNormalised } from './objective/forms/self-normalised.ts'
export { empiricalFisher } from './objective/metrics/empirical-fisher.ts'
export { FISHER_STRIDE, fisher } from './objective/metrics/fisher.ts'
export type { Metric } from './objective/metrics/metric.ts'
export type { Objective, ObjectiveProblem } from './objective/objective.ts'
export { oldLogProbs } from './objective/old-log-probs.ts'
export { type SampledObjectiveParts, sampledObjective } from './objective/sampled-objective.ts'
export { type StatewiseObjectiveParts, statewiseObjective } from './objective/statewise-objective.ts'
export { BLOCK_ROWS, forEachBlock, rowsOf } from './passes/blocks.ts'
export { added, inOrder, mergedMoments, momentsAsPart } from './passes/combine.ts'
export { DataError } from './passes/data-error.ts'
export { type Moments, mergeMoments, momentsOf } from './passes/moments.ts'
export type { ActionBox } from './passes/outside-bounds.ts'
export type { AnyPass, Column, Fill, FillableSamples, GroupSamples, Pass } from './passes/pass.ts'
export type { Plain } from './passes/plain.ts'
export { type Measure, type MeasureNote, type Measures, type Numbers, recorded } from './records/measure.ts'
export type { EncodedState, Training, TrainingProgress } from './records/training.ts'
export {
  type EpisodeMetrics,
  type EvaluationRecord,
  hasNumber,
  numberIn,
  type Timings,
  type TrainingRecord,
  type UpdateRecord,
} from './records/training-record.ts'
export { assertNormalizable } from './run/assert-normalizable.ts'
export { type BoundedMeasure, boundedMeasure, partOfBound } from './run/bounded-measure.ts'
export { defaultModel } from './run/default-model.ts'
export { episodeMetrics } from './run/episode-metrics.ts'
export { identityOf } from './run/identity-of.ts'
export { inProcessShard } from './run/in-process-shard.ts'
export type { LocalTrainerSettings } from './run/local-settings.ts'
export { createLocalTrainer, localParts } from './run/local-trainer.ts'
export { type AnyRunParts, passesOf, type RunParts } from './run/run-parts.ts'
export type { Clock } from './run/stopwatch.ts'
export { createTrainer, type Trainer, type TrainerOptions } from './run/trainer.ts'
export type { LinearSchedule, Schedule } from './schedules/schedule.ts'
export type { PartsIdentity } from './shard/parts-identity.ts'
export type { PlayRequest } from './shard/play-request.ts'
export type { GroupPart, KnownPass, Shard } from './shard/shard.ts'
export { assertAgreed, type Shards, shardsAsOne } from './shard/shards.ts'
export { inThisThread, type Task, type TaskHost } from './tasks/task.ts'
export type { FisherFactors } from './update/fisher-factors.ts'
export { type MaxKlOptions, maxKlDefaults, maxKlUpdate } from './update/max-kl/max-kl-update.ts'
export type { StatewiseProblem } from './update/max-kl/statewise-problem.ts'
export { type NaturalGradientOptions, naturalGradientUpdate } from './update/natural-gradient.ts'
export { type PlainGradientOptions, plainGradientUpdate } from './update/plain-gradient.ts'
export { type ScheduledTrustRegionOptions, scheduledTrustRegionUpdate } from './update/scheduled-trust-region.ts'
export type { StepStatus } from './update/step-status.ts'
export { type TrustRegionOptions, trustRegionDefaults } from './update/trust-region-options.ts'
export type { TrialValue, TrustRegionProblem } from './update/trust-region-problem.ts'
export { trustRegionUpdate } from './update/trust-region-update.ts'
export { ALONE, type StepContext, type StepResult, type UpdateRule } from './update/update-rule.ts'
export type { ShardFactory } from './workers/serve-shard.ts'
export { MAX_DEATHS, WorkerError } from './workers/worker-error.ts'
export type { WorkerReplacement } from './workers/worker-replacement.ts'
export type { WorkerShard } from './workers/worker-shard.ts'
