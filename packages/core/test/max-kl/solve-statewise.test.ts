import { dot, norm } from '@trpo/linalg'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StatewiseBounds } from '../../src/update/max-kl/coordinates.ts'
import { solveStatewise } from '../../src/update/max-kl/solve-statewise.ts'
import { certificateOf, klsOf, normals, randomFactors } from './statewise-problems.ts'

/** Problems whose numbers are drawn from normal distributions: what shrinks is a seed, so that none of them is degenerate. */
const problems: fc.Arbitrary<StatewiseBounds> = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    states: fc.integer({ min: 3, max: 60 }),
    rank: fc.integer({ min: 1, max: 3 }),
    size: fc.integer({ min: 1, max: 6 }),
    bound: fc.constantFrom(0.01, 1),
    damping: fc.constantFrom(0, 1e-3, 0.1),
  })
  .chain(({ seed, states, rank, size, bound, damping }) =>
    fc.constant({
      gradient: normals(seed, size),
      factors: randomFactors(seed + 1, Math.max(states, size), rank, size),
      bound,
      damping,
    }),
  )

const greatest = (problem: Pick<StatewiseBounds, 'factors' | 'damping'>, d: Float64Array) =>
  Math.max(...klsOf(problem, d))

describe('the maximum of g-d under a bound on every state', () => {
  it('has a duality gap and a residual of at most 1e-8, which hold without the solver', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const solution = solveStatewise(problem, 1e-8)
        expect(solution.status).toBe('solved')
        expect(greatest(problem, solution.direction)).toBeLessThanOrEqual(problem.bound * (1 + 1e-14))
        expect(Math.min(...solution.multipliers)).toBeGreaterThan(0)
        const { gap, residual } = certificateOf(problem, solution)
        expect(gap).toBeGreaterThan(-1e-12)
        expect(gap).toBeLessThan(1.01e-8)
        expect(residual).toBeLessThan(1.01e-8)
        expect(Math.abs(gap - solution.gap)).toBeLessThan(1e-10)
        expect(Math.abs(residual - solution.residual)).toBeLessThan(1e-10)
      }),
      { numRuns: 200 },
    )
  })

  it('is not exceeded by any direction that is scaled to the bound', () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: 0, max: 2 ** 31 }), (problem, seed) => {
        const { direction } = solveStatewise(problem, 1e-8)
        const other = normals(seed, problem.factors.size)
        const reach = Math.sqrt(problem.bound / greatest(problem, other))
        expect(dot(problem.gradient, other) * reach).toBeLessThanOrEqual(dot(problem.gradient, direction) * (1 + 2e-8))
      }),
      { numRuns: 100 },
    )
  })

  it('does not depend on the scales of parameters, gradient and bound', () => {
    const problem = { gradient: normals(1, 3), factors: randomFactors(2, 20, 2, 3), bound: 0.01, damping: 0 }
    const scales = [1e6, 1, 1e-5]
    const scaled = {
      gradient: problem.gradient.map((slope, i) => 1e-6 * slope * scales[i]),
      factors: { ...problem.factors, data: problem.factors.data.map((entry, at) => entry * scales[at % 3]) },
      bound: 4,
      damping: 0,
    }
    const [one, two] = [solveStatewise(problem, 1e-8), solveStatewise(scaled, 1e-8)]
    expect([one.status, two.status]).toEqual(['solved', 'solved'])
    for (let i = 0; i < 3; i++) expect((two.direction[i] * scales[i]) / one.direction[i] / 20).toBeCloseTo(1, 3)
  })

  it('of one state is x sqrt(2 delta / g-x) with F x = g', () => {
    const factors = { states: 1, rank: 2, size: 2, data: Float64Array.of(2, 0, 1, 3) }
    const { direction } = solveStatewise({ gradient: Float64Array.of(1, 1), factors, bound: 0.01, damping: 0 }, 1e-10)
    // F = [5 3; 3 9], x = [6, 2] / 36.
    const reach = Math.sqrt(0.02 / (8 / 36)) / 36
    expect(direction[0]).toBeCloseTo(6 * reach, 9)
    expect(direction[1]).toBeCloseTo(2 * reach, 9)
  })

  it('of a box is its corner', () => {
    const factors = { states: 2, rank: 1, size: 2, data: Float64Array.of(1, 0, 0, 4) }
    const { direction } = solveStatewise({ gradient: Float64Array.of(1, -1), factors, bound: 0.5, damping: 0 }, 1e-10)
    expect(direction[0]).toBeCloseTo(1, 9)
    expect(direction[1]).toBeCloseTo(-0.25, 9)
  })
})

/** Thirty states of three parameters that are copies of a few, but for noise. */
function nearCopies(of: number, noise: number): StatewiseBounds {
  const [few, other] = [normals(3, 6 * of), normals(4, 180)]
  const data = Float64Array.from({ length: 180 }, (_, at) => few[at % (6 * of)] + noise * other[at])
  return { gradient: normals(5, 3), factors: { states: 30, rank: 2, size: 3, data }, bound: 0.01, damping: 0 }
}

/** Twelve states that see one direction each, of which the first holds g back alone: the maximum is a face, all but exactly. */
function face(tilt: number): StatewiseBounds {
  const data = normals(6, 36).map((entry, at) => (at < 3 ? entry : 0.3 * entry))
  const gradient = normals(7, 3).map((entry, i) => data[i] + tilt * entry)
  return { gradient, factors: { states: 12, rank: 1, size: 3, data }, bound: 0.01, damping: 0 }
}

describe('a degenerate problem', () => {
  it.each([
    ...[0, 1e-14, 1e-10, 1e-8, 1e-6, 1e-4].flatMap((noise) =>
      [2, 3].map((of) => [`copies of ${of} states with noise ${noise}`, nearCopies(of, noise)] as const),
    ),
    ...[0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4].map((tilt) => [`a face tilted by ${tilt}`, face(tilt)] as const),
  ])('is solved as exactly: %s', (_name, problem) => {
    const solution = solveStatewise(problem, 1e-8)
    expect(solution.status).toBe('solved')
    const { gap, residual } = certificateOf(problem, solution)
    expect(gap).toBeLessThan(1.01e-8)
    expect(residual).toBeLessThan(1.01e-8)
    expect(greatest(problem, solution.direction)).toBeLessThanOrEqual(0.01 * (1 + 1e-14))
    expect(solution.newtonSteps).toBeLessThan(30)
  })

  it('says how far it got where f64 does not reach the tolerance, with a direction that is inside of the bounds', () => {
    const problem = face(1e-8)
    const solution = solveStatewise(problem, 1e-17)
    expect(solution.status).toBe('notReached')
    expect(Math.max(solution.gap, solution.residual)).toBeGreaterThan(1e-17)
    expect(Math.max(solution.gap, solution.residual)).toBeLessThan(1e-8)
    expect(greatest(problem, solution.direction)).toBeLessThanOrEqual(0.01 * (1 + 1e-14))
  })

  it('of numbers of any size whatever gives a finite direction inside of the bounds', () => {
    const entries = (length: number) =>
      fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: length, maxLength: length })
    const any = fc.record({ gradient: entries(3), data: entries(60), damping: fc.constantFrom(0, 1e-3) })
    fc.assert(
      fc.property(any, ({ gradient, data, damping }) => {
        fc.pre(Math.hypot(...gradient) > 1e-2)
        const factors = { states: 10, rank: 2, size: 3, data: Float64Array.from(data) }
        const problem = { gradient: Float64Array.from(gradient), factors, bound: 0.01, damping }
        const { direction, status, residual } = solveStatewise(problem, 1e-8)
        expect(direction.every(Number.isFinite)).toBe(true)
        expect(greatest(problem, direction)).toBeLessThanOrEqual(0.01 * (1 + 1e-14))
        if (status !== 'unbounded') expect(dot(problem.gradient, direction)).toBeGreaterThan(0)
        if (status === 'solved') expect(residual).toBeLessThanOrEqual(1e-8)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a problem without a maximum', () => {
  it('that no state bounds along some of g has the maximum for the rest of g', () => {
    const factors = { states: 2, rank: 1, size: 2, data: Float64Array.of(1, 0, 2, 0) }
    const found = solveStatewise({ gradient: Float64Array.of(3, 4), factors, bound: 0.01, damping: 0 }, 1e-8)
    expect(found).toMatchObject({ status: 'unbounded', gap: Number.POSITIVE_INFINITY })
    expect(found.residual).toBeCloseTo(0.8, 9)
    expect(found.direction[0]).toBeCloseTo(Math.sqrt(0.02) / 2, 9)
    expect(found.direction[1]).toBe(0)
  })

  it('that no state bounds along g at all has none', () => {
    const factors = { states: 2, rank: 1, size: 2, data: Float64Array.of(1, 0, 2, 0) }
    const found = solveStatewise({ gradient: Float64Array.of(0, 1), factors, bound: 0.01, damping: 0 }, 1e-8)
    expect(found).toMatchObject({ status: 'unbounded', residual: 1, newtonSteps: 0 })
    expect(norm(found.direction)).toBe(0)
  })

  it('is bounded by any damping', () => {
    const factors = { states: 2, rank: 1, size: 2, data: Float64Array.of(1, 0, 2, 0) }
    const found = solveStatewise({ gradient: Float64Array.of(0, 1), factors, bound: 0.02, damping: 1 }, 1e-8)
    expect(found.status).toBe('solved')
    expect(found.direction[1]).toBeCloseTo(0.2, 8)
  })

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [1e200]])('of factors of %s says so', (entry) => {
    const factors = { states: 1, rank: 1, size: 2, data: Float64Array.of(entry, 1) }
    const found = solveStatewise({ gradient: Float64Array.of(1, 1), factors, bound: 0.01, damping: 0 }, 1e-8)
    expect(found.status).toBe('notFinite')
    expect(norm(found.direction)).toBe(0)
  })
})
