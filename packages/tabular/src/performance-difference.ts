import { dot } from '@trpo/linalg'
import type { BothSides } from './both-sides.ts'
import { assertSameProcess, type EvaluatedPolicy } from './evaluated-policy.ts'
import { assertFits, type TabularPolicy } from './policy.ts'
import { stateDistributions } from './visitation.ts'

/**
 * A bar(s) = sum_a pi~(a | s) A_pi(s, a), `[n]`: the expected advantage of another policy in each state (Equation 25).
 *
 * Throws a RangeError when the policy is not one for the process of the old one.
 */
export function expectedAdvantages(old: EvaluatedPolicy, policy: TabularPolicy): Float64Array {
  assertFits('expectedAdvantages', old.mdp, policy)
  const { states, actions } = policy
  const result = new Float64Array(states)
  for (let s = 0; s < states; s++) {
    // The advantages have mean 0 under the old policy, so only what changed counts; and that is exact where it is small.
    for (let i = s * actions; i < (s + 1) * actions; i++) {
      result[s] += (policy.probabilities[i] - old.policy.probabilities[i]) * old.advantages[i]
    }
  }
  return result
}

/**
 * Both sides of Equation (2), the performance difference identity, which are equal:
 *
 *     eta(pi~) = eta(pi) + sum_s rho_pi~(s) sum_a pi~(a | s) A_pi(s, a).
 *
 * Source: Kakade and Langford (2002), lemma 6.1. Throws a RangeError when the policies belong to two processes.
 */
export function performanceDifference(old: EvaluatedPolicy, other: EvaluatedPolicy): BothSides {
  return { left: other.expectedReturn, right: old.expectedReturn + expectedImprovement(old, other) }
}

/**
 * eta(pi~) - eta(pi), as the second term of Equation (2). Where it is small, this is more exact than the difference of
 * the two returns, as its rounding is relative to the improvement and not to the returns.
 *
 * Throws a RangeError when the policies belong to two processes.
 */
export function expectedImprovement(old: EvaluatedPolicy, other: EvaluatedPolicy): number {
  assertSameProcess('performanceDifference', old, other)
  return dot(other.visitation, expectedAdvantages(old, other.policy))
}

/**
 * Both sides of Equation (1), with the expectation cut off after some time steps:
 *
 *     eta(pi~) = eta(pi) + E_pi~[sum_{t < steps} gamma^t A_pi(s_t, a_t)],
 *
 * which differ by no more than gamma^steps max |A bar| / (1 - gamma), and so by nothing in the limit.
 *
 * Throws a RangeError when the policies belong to two processes, or `steps` is not a whole number of at least 0.
 */
export function performanceDifferenceOverTime(old: EvaluatedPolicy, other: EvaluatedPolicy, steps: number): BothSides {
  assertSameProcess('performanceDifferenceOverTime', old, other)
  const advantages = expectedAdvantages(old, other.policy)
  let sum = 0
  let weight = 1
  for (const distribution of stateDistributions(old.mdp, other.policy, steps)) {
    sum += weight * dot(distribution, advantages)
    weight *= old.mdp.discount
  }
  return { left: other.expectedReturn, right: old.expectedReturn + sum }
}
