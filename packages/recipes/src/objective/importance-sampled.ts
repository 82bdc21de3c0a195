import { importanceSampled, type Objective, sampledObjective } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { buildKind, type Kind } from '../config/kind.ts'
import { buildConstraint, type ConstraintConfig, constraintSchema } from './constraints/registry.ts'
import { type MetricConfig, metricSchema, metrics } from './metrics/registry.ts'

/** Ratio times advantage, one action a state. */
export interface ImportanceSampledConfig {
  readonly form: 'importance-sampled'
  /** What says how long a step is. */
  readonly metric: MetricConfig
  /** What bounds a step. */
  readonly constraint: ConstraintConfig
}

/** The objective of Eq 14. */
export const importanceSampledKind: Kind<ImportanceSampledConfig, undefined, Objective<PathBatch>> = {
  kind: 'importance-sampled',
  fields: {
    metric: metricSchema,
    constraint: constraintSchema,
  },
  defaults: { form: 'importance-sampled', metric: { kind: 'fisher', stride: 10 }, constraint: 'mean-kl' },
  build: ({ metric, constraint }) =>
    sampledObjective({
      form: importanceSampled(),
      metric: buildKind(metrics, 'kind', metric, undefined),
      constraint: buildConstraint(constraint),
    }),
}
