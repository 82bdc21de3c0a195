export { buildParts, buildShard } from './build/build-parts.ts'
export { describeModel, describeRun, type RunLine } from './build/describe-run.ts'
export { type LocalTraining, type LocalTrainingOptions, trainingOf } from './build/training-of.ts'
export { canonicalJson, configIdentity } from './config/config-identity.ts'
export type { FieldSchema } from './config/field-schema.ts'
export { configFields, type Field, type FieldCondition, fieldAt, fieldsList } from './config/fields.ts'
export { oldNamesTable } from './config/old-names.ts'
export { parseConfig, parseConfigText } from './config/parse-config.ts'
export { PHYSICS, type Physics } from './config/physics.ts'
export { CONFIG_VERSION, type Config } from './config/schema.ts'
export { setOptions } from './config/set-option.ts'
export { upgradeConfig } from './config/upgrade-config.ts'
export type {
  Actions,
  EnvironmentConfig,
  ModuleEnvironment,
  RegistryEnvironment,
} from './environments/environment-config.ts'
export { findEnvironment, loadEnvironment } from './environments/find-environment.ts'
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
export type { EstimatorConfig } from './estimator/registry.ts'
export { suggestion } from './nearest.ts'
export type { ConstraintConfig } from './objective/constraints/registry.ts'
export type { MetricConfig } from './objective/metrics/registry.ts'
export type { ObjectiveConfig } from './objective/registry.ts'
export type { PolicyConfig } from './policy/registry.ts'
export { modernMlp } from './presets/modern-mlp.ts'
export { paperSwimmer } from './presets/paper-swimmer.ts'
export { type Preset, type PresetSettings, presetConfig, withModule } from './presets/preset.ts'
export { findPreset, presets } from './presets/registry.ts'
export type { QuotaConfig } from './sampler/quota.ts'
export type { SamplerConfig } from './sampler/registry.ts'
export type { UpdateConfig } from './update/registry.ts'
