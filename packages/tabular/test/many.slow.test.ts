import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { algorithm1, algorithm1Step, evaluatePolicy, klBound, performanceDifference, theorem1 } from '../src/index.ts'
import { cases, scaleOf } from './cases.ts'
import { upperBounds } from './upper-bounds.ts'

it('5,000 processes and pairs of policies: Equation (2), Theorem 1 and Equation (9)', () => {
  fc.assert(
    fc.property(cases(), ({ old, other }) => {
      const { left, right } = performanceDifference(old, other)
      expect(Math.abs(left - right)).toBeLessThan(1e-10)
      for (const bound of [theorem1(old, other), klBound(old, other)]) {
        expect(bound.slack).toBeGreaterThan(-1e-13 * scaleOf(old))
      }
    }),
    { numRuns: 5000 },
  )
})

it('2,000 pairs of policies: Lemma 2, Equations (44), (51), (53) and (54)', () => {
  fc.assert(
    fc.property(cases(), ({ old, other }) => {
      for (const [name, sides] of Object.entries(upperBounds)) {
        const { left, right } = sides(old, other)
        expect(left, name).toBeLessThanOrEqual(right + 1e-13 * scaleOf(old))
      }
    }),
    { numRuns: 2000 },
  )
})

it('2,000 steps of Algorithm 1 raise eta by what they promise', () => {
  fc.assert(
    fc.property(cases(), ({ mdp, old }) => {
      const step = algorithm1Step(old)
      const rise = evaluatePolicy(mdp, step.policy).expectedReturn - old.expectedReturn
      expect(rise).toBeGreaterThan(step.guaranteed - 1e-13 * scaleOf(old))
    }),
    { numRuns: 2000 },
  )
})

it('200 runs of 40 iterations never lower eta, down to discounts at which steps are long', () => {
  fc.assert(
    fc.property(cases({ leastDiscount: 0.01, mostDiscount: 0.9 }), ({ mdp, old }) => {
      const { expectedReturns, steps } = algorithm1(mdp, old.policy, 40)
      for (const [i, { guaranteed }] of steps.entries()) {
        expect(expectedReturns[i + 1] - expectedReturns[i]).toBeGreaterThan(guaranteed - 1e-13 * scaleOf(old))
      }
    }),
    { numRuns: 200 },
  )
})
