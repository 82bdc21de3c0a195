import type { Batch } from '@trpo/samplers'
import type { StatewiseProblem } from '../update/max-kl/statewise-problem.ts'
import { maxKl } from './constraints/max-kl.ts'
import { fisherFactorsPass } from './fisher-factors-pass.ts'
import type { SurrogateForm } from './forms/form.ts'
import { fisher } from './metrics/fisher.ts'
import type { Objective } from './objective.ts'
import { sampledObjective } from './sampled-objective.ts'

/** What the problem of Eq 11 is made of. */
export interface StatewiseObjectiveParts<B extends Batch> {
  /** L, such as `importanceSampled()` (Eq 14). */
  readonly form: SurrogateForm<B>
  /**
   * The stride n: a step sees the second-order KL of every n-th state of a lane group.
   * @default 1
   */
  readonly stride?: number
}

/**
 * The problem of Eq 11 on samples: L as in `sampledObjective`, and the greatest KL over all sampled states in place of the mean.
 * `maxKlUpdate` sees the second-order KL of every `stride`-th state; the line search sees the exact KL of all. The passes throw a
 * RangeError where the Fisher factors of a lane group are more than 4,000,000 numbers.
 *
 * Throws a RangeError unless the stride is a whole number of at least 1.
 */
export function statewiseObjective<B extends Batch>({
  form,
  stride = 1,
}: StatewiseObjectiveParts<B>): Objective<B, StatewiseProblem> {
  const sampled = sampledObjective({ form, metric: fisher(stride), constraint: maxKl() })
  const factors = fisherFactorsPass(stride)
  return {
    ...sampled,
    name: `${sampled.name}, state by state`,
    passes: [...sampled.passes, factors],
    async problem(shards, policy) {
      const objected = await sampled.problem(shards, policy)
      return { ...objected, problem: { ...objected.problem, fisherFactors: () => shards.run(factors) } }
    },
  }
}
