import { importanceSampled, meanKl, type Objective, sampledObjective } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { choice } from '../config/field-schema.ts'
import { buildKind, type Kind } from '../config/kind.ts'
import { type MetricConfig, metricSchema, metrics } from './metrics/registry.ts'

/** Ratio times advantage, one action a state. */
export interface ImportanceSampledConfig {
  readonly form: 'importance-sampled'
  /** What says how long a step is. */
  readonly metric: MetricConfig
  /** What bounds a step. */
  readonly constraint: 'mean-kl'
}

/** The objective of Eq 14. */
export const importanceSampledKind: Kind<ImportanceSampledConfig, undefined, Objective<PathBatch>> = {
  kind: 'importance-sampled',
  fields: {
    metric: metricSchema,
    constraint: choice(['mean-kl'], 'The divergence that bounds a step: the mean over the states (Eq 12).'),
  },
  defaults: { form: 'importance-sampled', metric: { kind: 'fisher', stride: 10 }, constraint: 'mean-kl' },
  build: ({ metric }) =>
    sampledObjective({
      form: importanceSampled(),
      metric: buildKind(metrics, 'kind', metric, undefined),
      constraint: meanKl(),
    }),
}
