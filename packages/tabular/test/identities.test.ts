import { dot } from '@trpo/linalg'
import { randomStream } from '@trpo/random'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  evaluatePolicy,
  garnet,
  localSurrogate,
  performanceDifference,
  performanceDifferenceOverTime,
  policyTransitions,
  randomPolicy,
  resolventExpansion,
  returnExpansion,
  stateDistributions,
  surrogateImprovement,
} from '../src/index.ts'
import { cases, distance } from './cases.ts'

const numRuns = 500
const EXACT = 1e-10

describe('the definitions of section 2', () => {
  it('satisfy each other: V, Q, A, rho and eta', () => {
    fc.assert(
      fc.property(cases(), ({ mdp, old }) => {
        const { states, actions, discount, rewards } = mdp
        const next = policyTransitions(mdp, old.policy).data
        for (let s = 0; s < states; s++) {
          const pi = old.policy.probabilities.subarray(s * actions, (s + 1) * actions)
          const q = old.actionValues.subarray(s * actions, (s + 1) * actions)
          const a = old.advantages.subarray(s * actions, (s + 1) * actions)
          expect(Math.abs(dot(pi, q) - old.values[s])).toBeLessThan(EXACT)
          expect(Math.abs(dot(pi, a))).toBeLessThan(1e-14)
          expect(
            distance(
              a,
              q.map((value) => value - old.values[s]),
            ),
          ).toBeLessThan(EXACT)
          let inflow = mdp.initial[s]
          for (let from = 0; from < states; from++) inflow += discount * old.visitation[from] * next[from * states + s]
          expect(Math.abs(old.visitation[s] - inflow)).toBeLessThan(EXACT)
        }
        expect(Math.abs(old.visitation.reduce((sum, x) => sum + x, 0) - 1 / (1 - discount))).toBeLessThan(EXACT)
        expect(Math.abs(dot(old.visitation, rewards) - old.expectedReturn)).toBeLessThan(EXACT)
      }),
      { numRuns },
    )
  })

  it('are what the sums over time come to', () => {
    fc.assert(
      fc.property(cases({ mostDiscount: 0.8 }), ({ mdp, old }) => {
        let weight = 1
        let eta = 0
        const rho = new Float64Array(mdp.states)
        for (const distribution of stateDistributions(mdp, old.policy, 150)) {
          eta += weight * dot(distribution, mdp.rewards)
          for (let s = 0; s < mdp.states; s++) rho[s] += weight * distribution[s]
          weight *= mdp.discount
        }
        expect(Math.abs(eta - old.expectedReturn)).toBeLessThan(EXACT)
        expect(distance(rho, old.visitation)).toBeLessThan(EXACT)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the performance difference identity', () => {
  it('holds as Equation (2)', () => {
    fc.assert(
      fc.property(cases(), ({ old, other }) => {
        const { left, right } = performanceDifference(old, other)
        expect(Math.abs(left - right)).toBeLessThan(EXACT)
      }),
      { numRuns },
    )
  })

  it('holds as Equation (1), up to what is cut off', () => {
    fc.assert(
      fc.property(cases(), fc.nat(60), ({ old, other }, steps) => {
        const { discount } = old.mdp
        const { left, right } = performanceDifferenceOverTime(old, other, steps)
        const tail = (discount ** steps * 2 * old.maxAdvantage) / (1 - discount)
        expect(Math.abs(left - right)).toBeLessThan(tail + EXACT)
      }),
      { numRuns },
    )
    fc.assert(
      fc.property(cases({ mostDiscount: 0.8 }), ({ old, other }) => {
        const { left, right } = performanceDifferenceOverTime(old, other, 150)
        expect(Math.abs(left - right)).toBeLessThan(EXACT)
      }),
      { numRuns: 300 },
    )
  })

  it('is not L, which keeps the states as they were', () => {
    const random = randomStream(1, 'not L')
    const mdp = garnet(random, { states: 6, actions: 3, branching: 2, discount: 0.9 })
    const [old, other] = [randomPolicy(random, mdp), randomPolicy(random, mdp)].map((one) => evaluatePolicy(mdp, one))
    expect(localSurrogate(old, old.policy)).toBe(old.expectedReturn)
    expect(Math.abs(localSurrogate(old, other.policy) - other.expectedReturn)).toBeGreaterThan(0.01)
  })
})

describe('the identities of appendix B', () => {
  it('hold: Equations (48), (49) and (50)', () => {
    fc.assert(
      fc.property(cases({ mostDiscount: 0.95 }), ({ old, other }) => {
        const { left, right } = resolventExpansion(old, other)
        expect(distance(left.data, right.data)).toBeLessThan(EXACT)
        const { change, firstOrder, secondOrder } = returnExpansion(old, other)
        expect(Math.abs(change - (firstOrder + secondOrder))).toBeLessThan(EXACT)
        expect(Math.abs(firstOrder - surrogateImprovement(old, other.policy))).toBeLessThan(EXACT)
      }),
      { numRuns },
    )
  })
})

it('policies of different processes are not compared', () => {
  fc.assert(
    fc.property(cases(), ({ mdp, old }) => {
      const elsewhere = evaluatePolicy({ ...mdp }, old.policy)
      expect(() => performanceDifference(old, elsewhere)).toThrow('two processes')
    }),
    { numRuns: 1 },
  )
})
