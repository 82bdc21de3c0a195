import type { TrustRegionProblem } from '../update/trust-region-problem.ts'
import type { Stopwatch } from './stopwatch.ts'

/**
 * The same problem, with each of its functions timed as a part of the iteration, whatever rule calls it: `gradient`, `fisher`,
 * `evaluate`.
 */
export function timedProblem<P extends TrustRegionProblem>(problem: P, { time }: Stopwatch): P {
  const { theta, surrogate } = problem
  const factors = problem.fisherFactors?.bind(problem)
  return {
    ...problem,
    theta,
    surrogate,
    gradient: () => time('gradient', () => problem.gradient()),
    fisherProduct: (v: Float64Array) => time('fisher', () => problem.fisherProduct(v)),
    evaluate: (trial: Float64Array) => time('evaluate', () => problem.evaluate(trial)),
    ...(factors && { fisherFactors: () => time('fisher', factors) }),
  }
}
