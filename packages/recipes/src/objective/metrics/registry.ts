import type { Metric } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import type { FieldOf } from '../../config/field-schema.ts'
import { type Kind, sectionSchema } from '../../config/kind.ts'
import { type FisherConfig, fisherKind } from './fisher.ts'

/** What a config may say of the metric. */
export type MetricConfig = FisherConfig

/** The metrics, by kind. A new one is a file of its own and a line here. */
export const metrics: readonly Kind<MetricConfig, undefined, Metric<PathBatch>>[] = [fisherKind]

/** What a config may say of the metric. */
export const metricSchema: FieldOf<MetricConfig> = sectionSchema(
  'kind',
  'The matrix A that says how long a step is: the Fisher matrix of the policy.',
  metrics,
)
