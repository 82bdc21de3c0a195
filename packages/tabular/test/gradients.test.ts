import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type EvaluatedPolicy,
  evaluatePolicy,
  expectedImprovement,
  localSurrogate,
  logitGradientOfReturn,
  logitGradientOfSurrogate,
  softmaxPolicy,
  surrogateGradient,
  type TabularPolicy,
} from '../src/index.ts'
import { cases, distance, scaleOf } from './cases.ts'

const logitsOf = ({ probabilities }: TabularPolicy) => probabilities.map((p) => Math.log(Math.max(p, 1e-3)))

/** Central differences of the fourth order in each logit. */
function differences(f: (logits: Float64Array) => number, at: Float64Array): Float64Array {
  const h = 1e-3
  return at.map((_, i) => {
    const moved = (by: number) => f(at.map((x, j) => (j === i ? x + by : x)))
    return (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h)
  })
}

describe('gradients', () => {
  it('of L in the probabilities: L is linear', () => {
    fc.assert(
      fc.property(cases(), ({ old, other }) => {
        const gradient = surrogateGradient(old)
        const change = gradient.reduce(
          (sum, g, i) => sum + g * (other.policy.probabilities[i] - old.policy.probabilities[i]),
          0,
        )
        expect(Math.abs(localSurrogate(old, other.policy) - old.expectedReturn - change)).toBeLessThan(1e-10)
      }),
      { numRuns: 500 },
    )
  })

  it('of L in the logits, at any policy, by finite differences', () => {
    fc.assert(
      fc.property(cases({ mostDiscount: 0.95 }), ({ mdp, old, other }) => {
        const at = logitsOf(other.policy)
        const gradient = logitGradientOfSurrogate(old, softmaxPolicy(mdp, at))
        const found = differences((logits) => localSurrogate(old, softmaxPolicy(mdp, logits)), at)
        expect(distance(gradient, found)).toBeLessThan(1e-10 * scaleOf(old))
      }),
      { numRuns: 500 },
    )
  })

  it('of eta in the logits, by finite differences', () => {
    fc.assert(
      fc.property(cases({ mostDiscount: 0.95 }), ({ mdp, other }) => {
        const at = logitsOf(other.policy)
        const here: EvaluatedPolicy = evaluatePolicy(mdp, softmaxPolicy(mdp, at))
        const improvement = (logits: Float64Array) =>
          expectedImprovement(here, evaluatePolicy(mdp, softmaxPolicy(mdp, logits)))
        expect(distance(logitGradientOfReturn(here), differences(improvement, at))).toBeLessThan(1e-9 * scaleOf(here))
      }),
      { numRuns: 300 },
    )
  })

  it('of L and of eta are equal at the old policy, and not elsewhere: Equation (4)', () => {
    let apart = 0
    fc.assert(
      fc.property(cases(), ({ old, other }) => {
        expect(distance(logitGradientOfSurrogate(old, old.policy), logitGradientOfReturn(old))).toBeLessThan(1e-10)
        apart = Math.max(apart, distance(logitGradientOfSurrogate(old, other.policy), logitGradientOfReturn(other)))
      }),
      { numRuns: 500 },
    )
    expect(apart).toBeGreaterThan(0.1)
  })
})
