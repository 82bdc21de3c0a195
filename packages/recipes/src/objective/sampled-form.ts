import { type Objective, type SurrogateForm, sampledObjective } from '@trpo/core'
import type { Batch } from '@trpo/samplers'
import { buildKind, type Kind, type Loaded } from '../kinds/kind.ts'
import { buildConstraint, type ConstraintConfig, constraintSchema } from './constraints/registry.ts'
import { type EntropyBonusConfig, entropyBonusField, withBonus } from './entropy-bonus.ts'
import { type MetricConfig, metricSchema, metrics } from './metrics/registry.ts'

/** A form of L with its metric and its constraint. */
export interface SampledFormConfig<F extends string> extends EntropyBonusConfig {
  readonly form: F
  /** What measures the length of a step. */
  readonly metric: MetricConfig
  /** What bounds a step. */
  readonly constraint: ConstraintConfig
}

/** The kind of an objective of a form, with any metric and constraint. */
export function sampledForm<F extends string, B extends Batch>(
  name: F,
  form: () => Loaded<SurrogateForm<B>>,
): Kind<SampledFormConfig<F>, undefined, Promise<Objective<B>>> {
  return {
    kind: name,
    fields: { metric: metricSchema, constraint: constraintSchema, entropyBonus: entropyBonusField },
    defaults: { form: name, metric: { kind: 'fisher', stride: 10 }, constraint: 'mean-kl' },
    async build({ metric, constraint, entropyBonus }) {
      const objective = sampledObjective({
        form: await form(),
        metric: await buildKind(metrics, 'kind', metric, undefined),
        constraint: buildConstraint(constraint),
      })
      return withBonus(objective, entropyBonus)
    },
  }
}
