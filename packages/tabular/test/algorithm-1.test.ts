import { randomStream } from '@trpo/random'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import goldens from '../goldens/algorithm-1.json' with { type: 'json' }
import {
  algorithm1,
  algorithm1Step,
  type EvaluatedPolicy,
  evaluatePolicy,
  finiteMdp,
  garnet,
  greedyPolicy,
  kakadeLangfordChain,
  klBound,
  maxKlDivergence,
  maxKlStep,
  mixturePolicy,
  penaltyCoefficient,
  policyIteration,
  randomPolicy,
  surrogateImprovement,
  type TabularPolicy,
  tabularPolicy,
  uniformPolicy,
} from '../src/index.ts'
import { cases, distance, scaleOf } from './cases.ts'

/** M_i(pi) - M_i(pi_i), as Equation (10) has it. */
const minorantRise = (old: EvaluatedPolicy, policy: TabularPolicy) =>
  surrogateImprovement(old, policy) - penaltyCoefficient(old) * maxKlDivergence(old.policy, policy)

describe('a step of Algorithm 1 against a generic convex optimiser', () => {
  it.each(goldens.map((golden, index) => [index, golden.discount, golden.old.flat().includes(0), golden] as const))(
    'case %i, discount %d, ruled-out actions: %s',
    (_index, _discount, _zeros, golden) => {
      const { states, actions, discount } = golden
      const mdp = finiteMdp({
        states,
        actions,
        discount,
        transitions: Float64Array.from(golden.transitions.flat(2)),
        rewards: Float64Array.from(golden.rewards),
        initial: Float64Array.from(golden.initial),
      })
      const old = evaluatePolicy(mdp, tabularPolicy(states, actions, Float64Array.from(golden.old.flat())))
      const step = algorithm1Step(old)
      expect(step.status).toBe('improved')
      expect(Math.abs(step.penaltyCoefficient / golden.C - 1)).toBeLessThan(1e-12)
      expect(Math.abs(step.maxKl / golden.maxKl - 1)).toBeLessThan(1e-10)
      expect(Math.abs(step.guaranteed / golden.maximum - 1)).toBeLessThan(1e-9)
      expect(distance(step.policy.probabilities, golden.policy.flat())).toBeLessThan(1e-12)
    },
  )
})

describe('a step of Algorithm 1', () => {
  it('gives a policy whose largest KL is kappa, and what it says of M', () => {
    fc.assert(
      fc.property(cases(), ({ old }) => {
        const step = algorithm1Step(old)
        const { states, actions, probabilities } = step.policy
        expect(tabularPolicy(states, actions, probabilities)).toEqual(step.policy)
        const maxKl = maxKlDivergence(old.policy, step.policy)
        if (step.status === 'stationary') {
          expect([step.policy, step.maxKl, maxKl]).toEqual([old.policy, 0, 0])
          return
        }
        expect(Math.abs(maxKl / step.maxKl - 1)).toBeLessThan(1e-6)
        expect(Math.abs(minorantRise(old, step.policy) / step.guaranteed - 1)).toBeLessThan(1e-6)
      }),
      { numRuns: 400 },
    )
  })

  it('is the maximum of M: no other policy is better, near or far', () => {
    fc.assert(
      fc.property(cases(), fc.double({ min: -6, max: 0, noNaN: true }), ({ old, other }, exponent) => {
        const step = algorithm1Step(old)
        const rounding = 1e-13 * step.guaranteed + 1e-28
        for (const base of [step.policy, old.policy]) {
          for (const towards of [other.policy, greedyPolicy(old), step.policy]) {
            const rival = mixturePolicy(base, towards, Math.min(1, 10 ** exponent * step.maxKl ** 0.5))
            expect(minorantRise(old, rival)).toBeLessThan(step.guaranteed + 1e-8 * step.guaranteed + rounding)
          }
        }
        for (const factor of [0.5, 0.9, 0.99, 1.01, 1.1, 2]) {
          if (step.status === 'stationary') continue
          const rival = maxKlStep(old, factor * step.maxKl)
          expect(minorantRise(old, rival)).toBeLessThan(step.guaranteed * (1 + 1e-8) + rounding)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('raises eta by at least what Equation (10) promises', () => {
    fc.assert(
      fc.property(cases(), ({ mdp, old }) => {
        const step = algorithm1Step(old)
        const next = evaluatePolicy(mdp, step.policy)
        expect(klBound(old, next).slack).toBeGreaterThan(-1e-13 * scaleOf(old))
        expect(next.expectedReturn - old.expectedReturn).toBeGreaterThan(step.guaranteed - 1e-13 * scaleOf(old))
      }),
      { numRuns: 400 },
    )
  })

  it('is as long as the deviations of the advantages say, where it is short', () => {
    const random = randomStream(3, 'short')
    const mdp = garnet(random, { states: 6, actions: 3, branching: 3, discount: 0.99 })
    const old = evaluatePolicy(mdp, randomPolicy(random, mdp))
    let deviations = 0
    for (let s = 0; s < 6; s++) {
      let variance = 0
      for (let i = 3 * s; i < 3 * s + 3; i++) variance += old.policy.probabilities[i] * old.advantages[i] ** 2
      deviations += old.visitation[s] * Math.sqrt(variance)
    }
    const { maxKl, penaltyCoefficient } = algorithm1Step(old)
    expect(maxKl / ((deviations / penaltyCoefficient) ** 2 / 2)).toBeCloseTo(1, 2)
    // No process at this discount allows more than this; delta is 0.01.
    expect(maxKl).toBeLessThan(0.01 ** 2 / (8 * 0.99 ** 2))
  })
})

describe('Algorithm 1', () => {
  it('never lowers eta, with epsilon and C renewed, and its kappa stays below (1 - gamma)^2 / (8 gamma^2)', () => {
    fc.assert(
      fc.property(cases({ mostDiscount: 0.9 }), ({ mdp, old }) => {
        const { steps, expectedReturns, last } = algorithm1(mdp, old.policy, 12)
        for (const [i, step] of steps.entries()) {
          const rise = expectedReturns[i + 1] - expectedReturns[i]
          expect(rise).toBeGreaterThan(step.guaranteed - 1e-13 * scaleOf(old))
          expect(step.maxKl).toBeLessThan((1 - mdp.discount) ** 2 / (8 * mdp.discount ** 2))
        }
        const again = algorithm1Step(last)
        expect(again.penaltyCoefficient).toBe(penaltyCoefficient(last))
      }),
      { numRuns: 80 },
    )
  })

  it('comes to the optimum, where steps are long', () => {
    const random = randomStream(4, 'optimum')
    const mdp = garnet(random, { states: 4, actions: 3, branching: 2, discount: 0.3 })
    const { optimal } = policyIteration(mdp)
    const { expectedReturns } = algorithm1(mdp, uniformPolicy(mdp), 300)
    const gap = expectedReturns.map((eta) => optimal.expectedReturn - eta)
    expect(gap[gap.length - 1]).toBeLessThan(1e-3 * gap[0])
    expect(Math.min(...gap)).toBeGreaterThan(-1e-12)
  })

  it('does not move from a deterministic policy, however bad, when gamma is above 1/5', () => {
    fc.assert(
      // At 1/5 itself both sides of the condition can be equal, and rounding decides.
      fc.property(cases({ leastDiscount: 0.200001 }), ({ mdp, old }) => {
        const start = evaluatePolicy(mdp, greedyPolicy({ ...old, advantages: old.advantages.map((a) => -a) }))
        expect(algorithm1Step(start).status).toBe('stationary')
        expect(algorithm1(mdp, start.policy, 5)).toMatchObject({ status: 'stationary', steps: [] })
      }),
      { numRuns: 300 },
    )
    const chain = kakadeLangfordChain({ length: 3, discount: 0.02 })
    const left = tabularPolicy(3, 3, Float64Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0))
    // Below 1/5 there are some that it leaves: here the second state, where going right is worth it.
    expect(algorithm1Step(evaluatePolicy({ ...chain, initial: Float64Array.of(0, 1, 0) }, left)).status).toBe(
      'improved',
    )
  })

  it('refuses a number of iterations that is none', () => {
    const chain = kakadeLangfordChain({ length: 3, discount: 0.9 })
    expect(() => algorithm1(chain, uniformPolicy(chain), -1)).toThrow('iterations is -1')
  })
})
