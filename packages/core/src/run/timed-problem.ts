import type { TrustRegionProblem } from '../update/trust-region-problem.ts'
import type { Stopwatch } from './stopwatch.ts'

/**
 * The same problem, with each of its functions timed as a part of the iteration, whatever rule calls it: `gradient`, `fisher`,
 * `evaluate`.
 */
export function timedProblem(problem: TrustRegionProblem, { time }: Stopwatch): TrustRegionProblem {
  const { theta, surrogate } = problem
  return {
    theta,
    surrogate,
    gradient: () => time('gradient', () => problem.gradient()),
    fisherProduct: (v) => time('fisher', () => problem.fisherProduct(v)),
    evaluate: (trial) => time('evaluate', () => problem.evaluate(trial)),
  }
}
