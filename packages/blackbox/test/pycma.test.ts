import { describe, expect, test } from 'vitest'
import { ours, problems } from './pycma.ts'

describe('evaluations to 1e-8 beside those of pycma', () => {
  const quick = problems.filter(({ function: name, n }) => name === 'sphere' || (name === 'rosenbrock' && n <= 5))

  test.each(quick)('$function in $n dimensions, $covariance covariance', (problem) => {
    const runs = Math.ceil(problem.runs / 2)
    const { successes, median } = ours(problem, runs)
    expect(median / problem.median).toBeGreaterThan(1 / 1.3)
    expect(median / problem.median).toBeLessThan(1.3)
    // Rosenbrock has a second minimum from 4 dimensions on.
    expect(successes).toBeGreaterThanOrEqual(problem.function === 'sphere' ? runs : 0.8 * runs)
  })
})
