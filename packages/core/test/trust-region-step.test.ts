import { type StepStatus, type TrustRegionProblem, trustRegionDefaults, trustRegionUpdate } from '@trpo/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandit, bestInside, exactDirection, gaussianTarget } from './toy-problems.ts'

const RATIO = 0.8
const options = { ...trustRegionDefaults, damping: 0, backtrackRatio: RATIO }

describe('two-armed bandit', () => {
  it('moves the logits apart by beta (A1 - A2), beta = sqrt(2 delta / Var A), without damping', async () => {
    // F x = g has the solution x = A up to a constant, and g is orthogonal to the singular direction.
    const problem = bandit([0.3, -0.2], [1, -2])
    const p = 1 / (1 + Math.exp(-0.5))
    const beta = Math.sqrt((2 * options.maxKl) / (p * (1 - p) * 9))
    const { status, theta, numbers } = await trustRegionUpdate(options).step(problem)
    const scale = RATIO ** numbers['backtracks']
    expect(status).toBe('accepted')
    expect(theta[0] - theta[1]).toBeCloseTo(0.5 + scale * beta * 3, 12)
  })

  it('follows the dense solution with damping', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.double({ min: 1e-4, max: 10, noNaN: true }),
        async (logit, gap, damping) => {
          const problem = bandit([logit, 0], [gap, -gap])
          const x = exactDirection(problem, damping)
          const { status, theta } = await trustRegionUpdate({ ...options, damping }).step(problem)
          expect(status).toBe('accepted')
          const moved = theta.map((value, i) => value - problem.theta[i])
          expect(moved[0] * x[1] - moved[1] * x[0]).toBeCloseTo(0, 9)
          expect(moved[0] * x[0]).toBeGreaterThan(0)
        },
      ),
    )
  })
})

describe('Gaussian with a quadratic advantage', () => {
  it.each([0, 1e-2])(
    'comes within 2%% of the best improvement inside a small trust region, c = %d',
    async (damping) => {
      const problem = gaussianTarget(0.5, -0.3, 2)
      const maxKl = 1e-5
      const { status, numbers } = await trustRegionUpdate({ ...options, damping, maxKl }).step(problem)
      const { surrogateAfter, kl } = numbers
      expect(status).toBe('accepted')
      expect(kl).toBeLessThanOrEqual(maxKl)
      // The line search may have shrunk the step by one ratio: compare at the KL that was used.
      const best = bestInside(problem, kl)
      expect(surrogateAfter - problem.surrogate).toBeGreaterThan(0.98 * (best - problem.surrogate))
    },
  )

  it('never accepts a step that breaks the constraint or does not improve', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 1e-6, max: 5, noNaN: true }),
        async (m, l, target, maxKl) => {
          const problem = gaussianTarget(m, l, target)
          const before = problem.theta.slice()
          const result = await trustRegionUpdate({ ...options, maxKl }).step(problem)
          expect(problem.theta).toEqual(before)
          if (result.status !== 'accepted') expect(result.theta).toBe(problem.theta)
          else {
            const again = await problem.evaluate(result.theta)
            expect(again.surrogate).toBeGreaterThan(problem.surrogate)
            expect(again.kl).toBeLessThanOrEqual(maxKl)
            expect({ surrogate: result.numbers['surrogateAfter'], kl: result.numbers['kl'] }).toEqual(again)
          }
        },
      ),
    )
  })

  it.each([0, 0.3])("has beta = sqrt(2 delta / x'(A + cI)x) with the damped matrix, c = %d", async (damping) => {
    const problem = gaussianTarget(0, 0, 1)
    const maxKl = 1e-6
    const update = trustRegionUpdate({ ...options, damping, maxKl })
    const { stepNorm, expectedImprovement, backtracks } = (await update.step(problem)).numbers
    const x = exactDirection(problem, damping)
    const beta = Math.sqrt((2 * maxKl) / ((1 + damping) * x[0] * x[0] + (2 + damping) * x[1] * x[1]))
    expect(stepNorm).toBeCloseTo(RATIO ** backtracks * beta * Math.hypot(x[0], x[1]), 12)
    expect(expectedImprovement).toBeCloseTo(beta * (2 * x[0] - 2 * x[1]), 12)
  })
})

describe('statuses', () => {
  const base = bandit([0, 0], [1, -1])
  const cases: [StepStatus, Partial<TrustRegionProblem>][] = [
    ['accepted', {}],
    ['zeroGradient', { gradient: () => new Float64Array(2) }],
    ['notFinite', { gradient: () => Float64Array.of(Number.NaN, 1) }],
    ['notFinite', { fisherProduct: () => Float64Array.of(Number.NaN, 1) }],
    ['notFinite', { evaluate: () => ({ surrogate: Number.NaN, kl: 0 }) }],
    ['notFinite', { evaluate: () => ({ surrogate: 1, kl: Number.POSITIVE_INFINITY }) }],
    ['negativeCurvature', { fisherProduct: (v) => v.map((value) => -value) }],
    ['noImprovement', { evaluate: () => ({ surrogate: base.surrogate, kl: 0 }) }],
    ['klExceeded', { evaluate: () => ({ surrogate: 1, kl: 1 }) }],
  ]

  it.each(cases)('%s', async (status, change) => {
    const problem = { ...base, ...change }
    const before = problem.theta.slice()
    const result = await trustRegionUpdate(options).step(problem)
    expect(result.status).toBe(status)
    expect(problem.theta).toEqual(before)
    if (status !== 'accepted') expect(result.theta).toBe(problem.theta)
  })

  it('goes on shrinking past a trial that is not finite', async () => {
    let trials = 0
    const result = await trustRegionUpdate(options).step({
      ...base,
      evaluate: (theta) => (trials++ < 2 ? { surrogate: Number.NaN, kl: Number.NaN } : base.evaluate(theta)),
    })
    expect(result).toMatchObject({ status: 'accepted', numbers: { backtracks: 2 } })
  })

  it('gives the same bits whether answers are values or promises', async () => {
    const later: TrustRegionProblem = {
      ...base,
      gradient: async () => base.gradient(),
      fisherProduct: async (v) => base.fisherProduct(v),
      evaluate: async (theta) => base.evaluate(theta),
    }
    expect(await trustRegionUpdate(options).step(later)).toEqual(await trustRegionUpdate(options).step(base))
  })
})

describe('a fitted ratio', () => {
  /** The Fisher product sees a part of the curvature, so that the full step is too long by sqrt(1 / seen). */
  const misjudged = (seen: number): TrustRegionProblem => {
    const problem = gaussianTarget(0, 0, 1)
    return { ...problem, fisherProduct: async (v) => (await problem.fisherProduct(v)).map((value) => seen * value) }
  }

  it('keeps nearly all that delta allows with one trial more, however far the full step is too long', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0.011, max: 0.9, noNaN: true }), async (seen) => {
        const maxKl = 1e-8
        const update = trustRegionUpdate({ ...options, maxKl, backtrackRatio: 'fitted' })
        const { status, numbers } = await update.step(misjudged(seen))
        expect(status).toBe('accepted')
        expect(numbers['backtracks']).toBe(1)
        expect(numbers['kl'] / maxKl).toBeGreaterThan(0.9)
        expect(numbers['kl'] / maxKl).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('halves where the trial met the constraint and did not improve', async () => {
    const scales: number[] = []
    const base = bandit([0, 0], [1, -1])
    let full = 0
    await trustRegionUpdate({ ...options, backtrackRatio: 'fitted', maxBacktracks: 3 }).step({
      ...base,
      evaluate(theta) {
        if (scales.length === 0) full = theta[0]
        scales.push(theta[0] / full)
        return scales.length < 4 ? { surrogate: base.surrogate, kl: 0 } : base.evaluate(theta)
      },
    })
    expect(scales.map((scale) => Number(scale.toFixed(12)))).toEqual([1, 0.5, 0.25, 0.125])
  })

  it('is the full step where that is accepted, bit for bit', async () => {
    const problem = bandit([0.3, -0.2], [1, -2])
    const results = await Promise.all(
      (['fitted', 0.5] as const).map((backtrackRatio) =>
        trustRegionUpdate({ ...options, damping: 1, backtrackRatio }).step(problem),
      ),
    )
    expect(results[0].numbers['backtracks']).toBe(0)
    expect(results[0]).toEqual(results[1])
  })
})

describe('options', () => {
  it.each([
    [{ maxKl: 0 }, /maxKl is 0/],
    [{ maxKl: -1 }, /maxKl is -1/],
    [{ maxKl: Number.NaN }, /maxKl is NaN/],
    [{ damping: -1e-3 }, /damping is -0.001/],
    [{ cgIterations: 0 }, /cgIterations is 0/],
    [{ cgTolerance: 1 }, /cgTolerance is 1/],
    [{ backtrackRatio: 1 }, /backtrackRatio is 1; give a number between 0 and 1, or 'fitted'/],
    [{ maxBacktracks: 1.5 }, /maxBacktracks is 1.5/],
  ])('%o is refused', (change, message) => {
    expect(() => trustRegionUpdate({ ...options, ...change })).toThrow(message)
  })
})
