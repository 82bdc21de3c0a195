import type { Metric } from '@trpo/core'
import type { Batch } from '@trpo/samplers'
import type { FieldOf } from '../../kinds/field-schema.ts'
import { type Kind, type Loaded, sectionSchema } from '../../kinds/kind.ts'
import { empiricalFisherKind } from './empirical-fisher.ts'
import { fisherKind } from './fisher.ts'
import type { StrideConfig } from './stride.ts'

/** What a config may say of the metric. */
export type MetricConfig = StrideConfig<'fisher'> | StrideConfig<'empirical-fisher'>

/** The metrics, by kind. A new one is a file of its own and a line here. */
export const metrics: readonly Kind<MetricConfig, undefined, Loaded<Metric<Batch>>>[] = [
  fisherKind,
  empiricalFisherKind,
]

/** What a config may say of the metric. */
export const metricSchema: FieldOf<MetricConfig> = sectionSchema(
  'kind',
  'The matrix A that measures the length of a step: the Fisher matrix of the policy, either in its analytic form, over all actions that the distribution could draw, or from the actions that were taken.',
  metrics,
)
