export { describeModel } from './build/build-model.ts'
export { buildParts, buildShard } from './build/build-parts.ts'
export { trainingOf } from './build/training-of.ts'
export type {
  AlgorithmConfig,
  BaselineConfig,
  CheckpointsConfig,
  Config,
  EnvironmentConfig,
  PolicyConfig,
  SamplingConfig,
} from './config/config.ts'
export { configFields, type Field, type FieldSchema, fieldAt, fieldsTable } from './config/fields.ts'
export { parseConfig } from './config/parse-config.ts'
export { PHYSICS, type Physics } from './config/physics.ts'
export { setOptions } from './config/set-option.ts'
export { findEnvironment, loadEnvironment } from './environments/find-environment.ts'
export { type LoadedEnvironment, prepareEnvironment } from './environments/prepare-environment.ts'
export { type EnvironmentSource, environments, type RegisteredEnvironment } from './environments/registry.ts'
export { ConfigError } from './errors.ts'
export { suggestion } from './nearest.ts'
export { modernMlp } from './presets/modern-mlp.ts'
export { paperSwimmer } from './presets/paper-swimmer.ts'
export { type Preset, type PresetSettings, presetConfig } from './presets/preset.ts'
export { findPreset, presets } from './presets/registry.ts'
