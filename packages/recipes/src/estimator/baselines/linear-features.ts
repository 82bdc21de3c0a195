import type { Baseline } from '@trpo/core'
import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { real } from '../../kinds/field-schema.ts'
import type { Kind } from '../../kinds/kind.ts'

/** A linear function of features of the observation and the time. */
export interface LinearFeaturesConfig {
  readonly kind: 'linear-features'
  /** The ridge penalty of the least-squares fit. */
  readonly ridge: number
}

/** The baseline of Duan et al. 2016. */
export const linearFeatures: Kind<LinearFeaturesConfig, EnvironmentSpec, Promise<Baseline>> = {
  kind: 'linear-features',
  fields: { ridge: real({ minimum: 0, maximum: 1000 }, 'The ridge penalty of the least-squares fit.') },
  defaults: { kind: 'linear-features', ridge: 1e-5 },
  build: async ({ ridge }, { observationSpace }) =>
    (await import('../../on-demand/linear-features.ts')).linearFeatureBaseline(spaceSize(observationSpace), ridge),
}
