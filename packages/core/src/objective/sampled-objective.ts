import type { Batch } from '@trpo/samplers'
import type { DivergenceConstraint } from './constraints/constraint.ts'
import { meanKl } from './constraints/mean-kl.ts'
import type { SurrogateForm } from './forms/form.ts'
import { gradientPass } from './gradient-pass.ts'
import { fisher } from './metrics/fisher.ts'
import type { Metric } from './metrics/metric.ts'
import type { Objective } from './objective.ts'
import { startPass } from './start-pass.ts'
import { trialPass } from './trial-pass.ts'

/** The three parts of an objective. The paper exchanges each of them. */
export interface SampledObjectiveParts<B extends Batch> {
  /** L, such as `importanceSampled()` (Eq 14). */
  readonly form: SurrogateForm<B>
  /**
   * The matrix that conjugate gradient solves with.
   * @default fisher(10)
   */
  readonly metric?: Metric<B>
  /**
   * The divergence that the line search holds a step to.
   * @default meanKl()
   */
  readonly constraint?: DivergenceConstraint
}

/**
 * The sampled problem of Eq 14 over shards: form x metric x constraint.
 *
 * L is the weighted sample mean, without 1/(1-gamma) and without eta(theta_old): constants do not move the maximum.
 */
export function sampledObjective<B extends Batch>({
  form,
  metric = fisher(),
  constraint = meanKl(),
}: SampledObjectiveParts<B>): Objective<B> {
  const start = startPass(form)
  const gradient = gradientPass(form)
  const trial = trialPass(form, constraint)
  return {
    name: `${form.name}, ${metric.name}, ${constraint.name}`,
    settings: {
      form: { name: form.name, ...form.settings },
      metric: { name: metric.name, ...metric.settings },
      constraint: { name: constraint.name, ...constraint.settings },
    },
    passes: [start, gradient, trial, ...metric.passes],
    reads: [...new Set([...form.reads, 'weights', ...metric.reads])],
    measures: {
      entropy: {
        title: 'Entropy of the policy',
        unit: 'nats',
        short: 'entropy',
        chart: 'Entropy of the policy',
        description: 'Mean over the batch; differential (it may be negative) for continuous actions.',
      },
    },
    async problem(shards, policy) {
      const [terms, weight, entropy] = await shards.run(start)
      // Prepared by the first product: a rule that makes none does not pay for it.
      let product: ReturnType<typeof metric.prepare> | undefined
      return {
        problem: {
          theta: policy.theta,
          surrogate: terms / weight,
          gradient: async () => (await shards.run(gradient)).map((value) => value / weight),
          async fisherProduct(v) {
            product ??= metric.prepare(shards)
            return (await product)(v)
          },
          async evaluate(theta) {
            const { surrogate, divergences } = await shards.run(trial, theta, null)
            return { surrogate: surrogate / weight, kl: constraint.combine(divergences, weight) }
          },
        },
        numbers: { entropy: entropy / weight },
        async divergence({ theta, normalizer }) {
          const { divergences } = await shards.run(trial, theta, normalizer === undefined ? null : { ...normalizer })
          return constraint.combine(divergences, weight)
        },
      }
    },
  }
}
