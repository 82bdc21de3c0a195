import { randomStream } from '@trpo/random'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  conservativeStep,
  evaluatePolicy,
  garnet,
  greedyPolicy,
  localSurrogate,
  mixtureBound,
  mixturePolicy,
  policyIteration,
  uniformPolicy,
  valueIteration,
} from '../src/index.ts'
import { cases, distance, scaleOf } from './cases.ts'

describe('policy iteration', () => {
  it('reaches the values that value iteration finds, and never falls on the way', () => {
    fc.assert(
      fc.property(cases({ mostDiscount: 0.97 }), ({ mdp, old }) => {
        const { optimal, expectedReturns } = policyIteration(mdp, old.policy)
        expect(distance(optimal.values, valueIteration(mdp).values)).toBeLessThan(1e-10)
        expect(expectedReturns[0]).toBe(old.expectedReturn)
        expect(expectedReturns[expectedReturns.length - 1]).toBe(optimal.expectedReturn)
        for (let i = 1; i < expectedReturns.length; i++) {
          expect(expectedReturns[i] - expectedReturns[i - 1]).toBeGreaterThan(-1e-14 * scaleOf(old))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('takes the policy with the largest L at each step', () => {
    fc.assert(
      fc.property(cases(), ({ old, other }) => {
        const best = localSurrogate(old, greedyPolicy(old))
        expect(localSurrogate(old, other.policy)).toBeLessThanOrEqual(best + 1e-13 * scaleOf(old))
      }),
      { numRuns: 300 },
    )
  })

  it('value iteration refuses a tolerance that is none', () => {
    const mdp = garnet(randomStream(1, 'any'), { states: 2, actions: 2, branching: 1, discount: 0.5 })
    expect(() => valueIteration(mdp, 0)).toThrow('tolerance is 0')
  })
})

describe('conservative policy iteration', () => {
  it('keeps the promise of Equation (6), and its alpha is the one that promises most', () => {
    fc.assert(
      fc.property(cases(), fc.double({ min: 0, max: 1, noNaN: true }), ({ mdp, old }, alpha) => {
        const step = conservativeStep(old)
        const rise = evaluatePolicy(mdp, step.policy).expectedReturn - old.expectedReturn
        expect(step.guaranteed).toBeGreaterThanOrEqual(0)
        expect(rise).toBeGreaterThan(step.guaranteed - 1e-13 * scaleOf(old))
        const promised = (a: number) => mixtureBound(old, step.towards, a).right - old.expectedReturn
        expect(Math.abs(promised(step.alpha) - step.guaranteed)).toBeLessThan(1e-12 * scaleOf(old))
        expect(promised(alpha)).toBeLessThan(step.guaranteed + 1e-12 * scaleOf(old))
      }),
      { numRuns: 500 },
    )
  })

  it('comes to the optimum', () => {
    const mdp = garnet(randomStream(2, 'conservative'), { states: 5, actions: 3, branching: 2, discount: 0.5 })
    let policy = uniformPolicy(mdp)
    const { optimal } = policyIteration(mdp)
    const gap = optimal.expectedReturn - evaluatePolicy(mdp, policy).expectedReturn
    for (let i = 0; i < 400; i++) policy = conservativeStep(evaluatePolicy(mdp, policy)).policy
    expect(optimal.expectedReturn - evaluatePolicy(mdp, policy).expectedReturn).toBeLessThan(1e-3 * gap)
  })

  it('stays at an optimal policy', () => {
    fc.assert(
      fc.property(cases({ mostDiscount: 0.9 }), ({ mdp }) => {
        const { optimal } = policyIteration(mdp)
        const { alpha, policy } = conservativeStep(optimal)
        if (alpha > 0) expect(distance(policy.probabilities, optimal.policy.probabilities)).toBeGreaterThan(0)
        expect(evaluatePolicy(mdp, policy).expectedReturn).toBeCloseTo(optimal.expectedReturn, 9)
      }),
      { numRuns: 200 },
    )
  })

  it.each([-0.1, 1.1, Number.NaN])('refuses a mixture of %d', (alpha) => {
    const mdp = garnet(randomStream(1, 'any'), { states: 2, actions: 2, branching: 1, discount: 0.5 })
    const policy = uniformPolicy(mdp)
    expect(() => mixturePolicy(policy, policy, alpha)).toThrow(`alpha is ${alpha}`)
  })
})
