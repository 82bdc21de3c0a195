export { buildRun, buildShard, pathParts } from './build/build-run.ts'
export { describeModel, describeRun, type RunLine } from './build/describe-run.ts'
export { type LocalTraining, type LocalTrainingOptions, trainingOf } from './build/training-of.ts'
export { canonicalJson, configIdentity } from './config/config-identity.ts'
export { configFields, type Field, type FieldCondition, fieldAt, fieldsList } from './config/fields.ts'
export { oldNamesTable } from './config/old-names.ts'
export { parseConfig, parseConfigText } from './config/parse-config.ts'
export { CONFIG_VERSION, type Config } from './config/schema.ts'
export { setOptions } from './config/set-option.ts'
export { upgradeConfig } from './config/upgrade-config.ts'
export type { DrawableSource } from './environments/drawn-name.ts'
export type {
  Actions,
  EnvironmentConfig,
  GymnasiumEnvironment,
  ModuleEnvironment,
  RegistryEnvironment,
} from './environments/environment-config.ts'
export { findDrawable, findEnvironment, loadEnvironment } from './environments/find-environment.ts'
export { PHYSICS, type Physics } from './environments/physics.ts'
export {
  type FittedEnvironment,
  type LoadedEnvironment,
  type LoadedRestorable,
  prepareEnvironment,
} from './environments/prepare-environment.ts'
export {
  type EnvironmentSource,
  environments,
  type RegisteredEnvironment,
  type RestorableSource,
} from './environments/registry.ts'
export { ConfigError } from './errors.ts'
export type { BaselineConfig } from './estimator/baselines/registry.ts'
export type { AverageConfig, EvaluationConfig, JudgementConfig } from './evaluation/evaluation-config.ts'
export type { StopConfig } from './evaluation/stop.ts'
export type { BuiltRun } from './families/built-run.ts'
export type {
  EstimatorConfig,
  MethodConfig,
  MethodSections,
  ObjectiveConfig,
  SamplerConfig,
  UpdateConfig,
} from './families/method-config.ts'
export type { FieldSchema } from './kinds/field-schema.ts'
export { suggestion } from './nearest.ts'
export type { ConstraintConfig } from './objective/constraints/registry.ts'
export type { MetricConfig } from './objective/metrics/registry.ts'
export type { PolicyConfig } from './policy/registry.ts'
export { modernCritic } from './presets/modern-critic.ts'
export { modernMlp } from './presets/modern-mlp.ts'
export { paperSwimmer } from './presets/paper-swimmer.ts'
export { type Preset, type PresetSettings, presetConfig, withGymnasium, withModule } from './presets/preset.ts'
export { findPreset, presets } from './presets/registry.ts'
export { type Amount, expectedSteps } from './sampler/amount.ts'
export type { MemoryNeed } from './sampler/memory-need.ts'
export type { ProposalConfig } from './sampler/proposals/registry.ts'
export type { QuotaConfig } from './sampler/quota.ts'
