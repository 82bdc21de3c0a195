import type { Baseline } from '@trpo/core'
import type { EnvironmentSpec } from '@trpo/envs'
import type { FieldOf } from '../../kinds/field-schema.ts'
import { type Kind, type Loaded, sectionSchema } from '../../kinds/kind.ts'
import { type LinearFeaturesConfig, linearFeatures } from './linear-features.ts'
import { type TimeDependentConfig, timeDependent } from './time-dependent.ts'
import { type ZeroConfig, zero } from './zero.ts'

/** What a config may say of the baseline. */
export type BaselineConfig = TimeDependentConfig | LinearFeaturesConfig | ZeroConfig

/** The baselines, by kind. A new one is a file of its own and a line here. */
export const baselines: readonly Kind<BaselineConfig, EnvironmentSpec, Loaded<Baseline>>[] = [
  timeDependent,
  linearFeatures,
  zero,
]

/** What a config may say of the baseline. */
export const baselineSchema: FieldOf<BaselineConfig> = sectionSchema(
  'kind',
  'What is subtracted from the returns: the mean at each time step, a linear function of features, or nothing.',
  baselines,
)
