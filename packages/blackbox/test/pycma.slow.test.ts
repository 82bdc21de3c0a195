import { describe, expect, test } from 'vitest'
import { ours, problems } from './pycma.ts'

describe('evaluations to 1e-8 beside those of pycma', () => {
  const long = problems.filter(({ function: name, n }) => name === 'rosenbrock' && n > 5)

  test.each(long)('$function in $n dimensions', (problem) => {
    const runs = Math.ceil(problem.runs / 2)
    const { successes, median } = ours(problem, runs)
    expect(median / problem.median).toBeGreaterThan(1 / 1.3)
    expect(median / problem.median).toBeLessThan(1.3)
    expect(successes).toBeGreaterThanOrEqual(0.75 * runs)
  })

  // With 20 candidates a dimension about half of the runs find the least of its many minima.
  test.each(problems.filter(({ function: name }) => name === 'rastrigin'))('rastrigin in $n dimensions', (problem) => {
    const runs = Math.ceil(problem.runs / 2)
    const { successes, median } = ours(problem, runs)
    expect(Math.abs(successes / runs - problem.successes / problem.runs)).toBeLessThanOrEqual(0.4)
    expect(successes).toBeGreaterThanOrEqual(0.3 * runs)
    expect(median / problem.median).toBeGreaterThan(1 / 1.3)
    expect(median / problem.median).toBeLessThan(1.3)
  })
})
