import {
  empiricalFisher,
  fisher,
  naturalGradientUpdate,
  plainGradientUpdate,
  selfNormalised,
  type TrustRegionProblem,
} from '@trpo/core'
import { updateRuleConformance } from '@trpo/core/conformance'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemOf, tabularPolicy } from './vine/fixed-batch.ts'

/** L = g'(theta - theta_old), KL = (theta - theta_old)'A(theta - theta_old) / 2 with a diagonal A. */
function quadratic(gradient: readonly number[], diagonal: readonly number[]): TrustRegionProblem {
  const theta = Float64Array.from(gradient, (_, i) => i)
  return {
    theta,
    surrogate: 0,
    gradient: () => Float64Array.from(gradient),
    fisherProduct: (v) => v.map((value, i) => value * diagonal[i]),
    evaluate: (at) => ({
      surrogate: gradient.reduce((sum, slope, i) => sum + slope * (at[i] - theta[i]), 0),
      kl: diagonal.reduce((sum, entry, i) => sum + 0.5 * entry * (at[i] - theta[i]) ** 2, 0),
    }),
  }
}

describe('natural gradient', () => {
  for (const { name, run } of updateRuleConformance(naturalGradientUpdate({ lambda: 2 }))) it(name, run)

  it('goes to theta + x / lambda with A x = g, however large KL becomes', async () => {
    const problem = quadratic([3, -1, 2], [1, 2, 0.5])
    const { status, theta, numbers } = await naturalGradientUpdate({ lambda: 0.1 }).step(problem)
    expect(status).toBe('accepted')
    for (const [i, x] of [3, -0.5, 4].entries()) expect(theta[i]).toBeCloseTo(i + x / 0.1, 9)
    expect(numbers['kl']).toBeGreaterThan(100)
  })

  it('has a step that falls as 1 / lambda', async () => {
    const problem = quadratic([3, -1, 2], [1, 2, 0.5])
    const step = async (lambda: number) => (await naturalGradientUpdate({ lambda }).step(problem)).numbers['stepNorm']
    expect((await step(1)) / (await step(3))).toBeCloseTo(3, 9)
  })

  it.each([[0], [-1], [Number.NaN], [Infinity]])('refuses lambda %s', (lambda) => {
    expect(() => naturalGradientUpdate({ lambda })).toThrow(/lambda is .*; give a number above 0/)
  })
})

describe('plain gradient', () => {
  for (const { name, run } of updateRuleConformance(plainGradientUpdate({ delta: 0.01 }))) it(name, run)

  it('is sqrt(2 delta) g / |g|, the maximum of L in a ball of the parameters', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        async (gradient, other) => {
          fc.pre(Math.hypot(...gradient) > 1e-3 && Math.hypot(...other) > 1e-3)
          const problem = quadratic(gradient, [1, 1, 1])
          const { theta } = await plainGradientUpdate({ delta: 0.5 }).step(problem)
          const step = Array.from(theta, (value, i) => value - problem.theta[i])
          expect(Math.hypot(...step)).toBeCloseTo(1, 9)
          const along = (direction: readonly number[]) =>
            direction.reduce((sum, value, i) => sum + gradient[i] * value, 0) / Math.hypot(...direction)
          expect(along(step)).toBeGreaterThanOrEqual(along(other) - 1e-12)
        },
      ),
    )
  })

  it('refuses delta 0', () => {
    expect(() => plainGradientUpdate({ delta: 0 })).toThrow(/delta is 0; give a number above 0/)
  })
})

describe('the empirical Fisher matrix', () => {
  const policy = tabularPolicy(3, 4)
  const size = 16
  const thetas = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size })
    .map((values) => Float64Array.from(values))
  const vineOf = (actions: readonly (readonly number[])[]) => ({
    every: false as const,
    states: 3,
    actions,
    logQ: actions.map((row) => row.map(() => 0)),
    values: actions.map((row) => row.map((action) => action)),
    shares: [1, 2, 0.5],
  })

  /** pi of the chosen actions over their sum: all were proposed alike. */
  const sharesOf = (theta: Float64Array, state: number, chosen: readonly number[]) => {
    const observation = Float64Array.from({ length: 3 }, (_, i) => (i === state ? 1 : 0))
    const { y } = policy.network.forward(theta, observation, 1)
    const weights = chosen.map((action) => Math.exp(y[action]))
    const sum = weights.reduce((one, other) => one + other, 0)
    return weights.map((weight) => weight / sum)
  }

  it('is the mean of the outer products of grad log pi, symmetric, not negative', async () => {
    const actions = [
      [0, 2],
      [3, 3],
      [1, 0],
    ]
    await fc.assert(
      fc.asyncProperty(thetas, thetas, async (theta, v) => {
        const problem = await problemOf(policy, theta, selfNormalised(), vineOf(actions), empiricalFisher(1))
        const product = await problem.fisherProduct(v)
        const expected = new Float64Array(size)
        for (const [state, chosen] of actions.entries()) {
          const shares = sharesOf(theta, state, chosen)
          for (const [index, action] of chosen.entries()) {
            const observation = Float64Array.from({ length: 3 }, (_, i) => (i === state ? 1 : 0))
            const tape = policy.network.forward(theta, observation, 1)
            const score = new Float64Array(4)
            policy.distribution.logProbGradient(1, tape.y, Float64Array.of(action), score)
            const gradient = new Float64Array(size)
            policy.network.vjp(tape, score, gradient)
            const along = gradient.reduce((sum, entry, i) => sum + entry * v[i], 0)
            for (let i = 0; i < size; i++)
              expected[i] += ([1, 2, 0.5][state] / 3.5) * shares[index] * along * gradient[i]
          }
        }
        for (let i = 0; i < size; i++) expect(Math.abs(product[i] - expected[i])).toBeLessThan(1e-12)
        expect(product.reduce((sum, entry, i) => sum + entry * v[i], 0)).toBeGreaterThanOrEqual(-1e-14)
      }),
      { numRuns: 40 },
    )
  })

  it('is the Fisher matrix where every action is there, whatever proposed it', async () => {
    const vine = vineOf([0, 1, 2].map(() => [0, 1, 2, 3]))
    await fc.assert(
      fc.asyncProperty(thetas, thetas, async (theta, v) => {
        const analytic = await problemOf(policy, theta, selfNormalised(), vine, fisher(1))
        const empirical = await problemOf(policy, theta, selfNormalised(), vine, empiricalFisher(1))
        const [one, two] = [await analytic.fisherProduct(v), await empirical.fisherProduct(v)]
        for (let i = 0; i < size; i++) expect(Math.abs(one[i] - two[i])).toBeLessThan(1e-13)
      }),
      { numRuns: 40 },
    )
  })
})
