import type { Metric } from '@trpo/core'
import type { Batch } from '@trpo/samplers'
import type { FieldOf } from '../../kinds/field-schema.ts'
import { type Kind, sectionSchema } from '../../kinds/kind.ts'
import { type EmpiricalFisherConfig, empiricalFisherKind } from './empirical-fisher.ts'
import { type FisherConfig, fisherKind } from './fisher.ts'

/** What a config may say of the metric. */
export type MetricConfig = FisherConfig | EmpiricalFisherConfig

/** The metrics, by kind. A new one is a file of its own and a line here. */
export const metrics: readonly Kind<MetricConfig, undefined, Metric<Batch>>[] = [fisherKind, empiricalFisherKind]

/** What a config may say of the metric. */
export const metricSchema: FieldOf<MetricConfig> = sectionSchema(
  'kind',
  'The matrix A that says how long a step is: the Fisher matrix of the policy, from all that its distribution could do or from the actions that were taken.',
  metrics,
)
