import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  evaluatePolicy,
  finiteMdp,
  klBound,
  lemma3,
  maximalCoupling,
  mixtureBound,
  tabularPolicy,
  theorem1,
  totalVariation,
} from '../src/index.ts'
import { type Case, cases, distance, scaleOf } from './cases.ts'
import { upperBounds } from './upper-bounds.ts'

const numRuns = 500
const ROUNDING = 1e-13

describe('bounds are never violated', () => {
  it('Theorem 1 and Equation (9)', () => {
    fc.assert(
      fc.property(cases(), ({ old, other }) => {
        for (const bound of [theorem1(old, other), klBound(old, other)]) {
          expect(bound.slack).toBeGreaterThan(-ROUNDING * scaleOf(old))
          expect(bound.left - bound.right).toBeGreaterThan(-ROUNDING * scaleOf(old))
        }
        expect(klBound(old, other).penalty).toBeGreaterThanOrEqual(theorem1(old, other).penalty * (1 - 1e-9))
      }),
      { numRuns },
    )
  })

  it('Equation (6), for any mixture', () => {
    fc.assert(
      fc.property(cases(), fc.double({ min: 0, max: 1, noNaN: true }), ({ old, other }, alpha) => {
        const bound = mixtureBound(old, other.policy, alpha)
        expect(bound.slack).toBeGreaterThan(-ROUNDING * scaleOf(old))
      }),
      { numRuns },
    )
  })

  it(Object.keys(upperBounds).join(', '), () => {
    fc.assert(
      fc.property(cases(), ({ old, other }) => {
        for (const [name, sides] of Object.entries(upperBounds)) {
          const { left, right } = sides(old, other)
          expect(left, name).toBeLessThanOrEqual(right + ROUNDING * scaleOf(old))
        }
      }),
      { numRuns },
    )
  })

  it('Lemma 3, at each time step', () => {
    fc.assert(
      fc.property(cases(), ({ old, other }) => {
        for (const { left, right } of lemma3(old, other, 20)) {
          expect(left).toBeLessThanOrEqual(right + ROUNDING * scaleOf(old))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('would be with smaller constants: the tests can fail', () => {
    const violated =
      (factor: number) =>
      (count: number, { old, other }: Case) => {
        const bound = theorem1(old, other)
        return count + Number(bound.slack - (1 - factor) * bound.penalty < -ROUNDING * scaleOf(old))
      }
    const sample = fc.sample(cases(), { numRuns, seed: 1 })
    expect(sample.reduce(violated(1), 0)).toBe(0)
    expect(sample.reduce(violated(0.02), 0)).toBeGreaterThan(5)
  })
})

describe('the coupling of appendix A', () => {
  it('has the policies as marginals and differs as rarely as total variation says', () => {
    fc.assert(
      fc.property(cases(), ({ mdp: { actions }, old, other }) => {
        const [p, q] = [old, other].map(({ policy }) => policy.probabilities.subarray(0, actions))
        const { data } = maximalCoupling(p, q)
        expect(Math.min(...data)).toBeGreaterThanOrEqual(0)
        const rows = p.map((_, a) => data.subarray(a * actions, (a + 1) * actions).reduce((sum, x) => sum + x, 0))
        const columns = p.map((_, b) => data.reduce((sum, x, i) => sum + (i % actions === b ? x : 0), 0))
        expect(distance(rows, p)).toBeLessThan(1e-14)
        expect(distance(columns, q)).toBeLessThan(1e-14)
        const same = p.reduce((sum, _, a) => sum + data[a * (actions + 1)], 0)
        expect(Math.abs(1 - same - totalVariation(p, q))).toBeLessThan(1e-14)
      }),
      { numRuns: 500 },
    )
  })
})

describe('by hand', () => {
  // State 0 is worth 0, state 1 is worth 1 a step; action 0 stays, action 1 changes. gamma = 1/2.
  const mdp = finiteMdp({
    states: 2,
    actions: 2,
    discount: 0.5,
    transitions: Float64Array.of(1, 0, 0, 1, 0, 1, 1, 0),
    rewards: Float64Array.of(0, 1),
    initial: Float64Array.of(1, 0),
  })
  const half = evaluatePolicy(mdp, tabularPolicy(2, 2, Float64Array.of(0.5, 0.5, 0.5, 0.5)))
  const quarter = evaluatePolicy(mdp, tabularPolicy(2, 2, Float64Array.of(0.25, 0.75, 0.5, 0.5)))

  it('values, advantages and visitation', () => {
    // v0 = (v0 + v1)/4, v1 = 1 + (v0 + v1)/4, so v0 = 1/2 and v1 = 3/2.
    expect(half.values).toEqual(Float64Array.of(0.5, 1.5))
    expect(half.actionValues).toEqual(Float64Array.of(0.25, 0.75, 1.75, 1.25))
    expect(half.advantages).toEqual(Float64Array.of(-0.25, 0.25, 0.25, -0.25))
    expect(distance(half.visitation, [1.5, 0.5])).toBeLessThan(1e-15)
    expect(half.expectedReturn).toBe(0.5)
    expect(half.maxAdvantage).toBe(0.25)
  })

  it('Theorem 1 and Equation (9)', () => {
    const { left, right, alpha, coefficient, penalty } = theorem1(half, quarter)
    // eta: v0 = v0/8 + 3/8 v1, v1 = 1 + (v0 + v1)/4, so v0 = 2/3.
    expect(left).toBeCloseTo(2 / 3, 14)
    expect(alpha).toBe(0.25)
    // 4 * 1/4 * 1/2 / (1/4) = 2; L = 1/2 + 3/2 * (1/4 * (-1/4) + 3/4 * 1/4).
    expect(coefficient).toBe(2)
    expect(penalty).toBe(0.125)
    expect(right).toBeCloseTo(0.5 + 1.5 * 0.125 - 0.125, 14)
    const kl = 0.5 * Math.log(0.5 / 0.25) + 0.5 * Math.log(0.5 / 0.75)
    expect(klBound(half, quarter).maxKl).toBeCloseTo(kl, 14)
    expect(klBound(half, quarter).right).toBeCloseTo(0.6875 - 2 * kl, 14)
  })
})
