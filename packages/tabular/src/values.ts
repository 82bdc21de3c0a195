import type { FiniteMdp } from './mdp.ts'
import type { TabularPolicy } from './policy.ts'
import { policyTransitions, solveDiscounted } from './policy-dynamics.ts'
import { assertLength } from './probability-rows.ts'

/**
 * V_pi(s), `[n]`: the expected discounted reward from each state on, its own reward included. It solves
 * (I - gamma P_pi) v = r (section 2).
 *
 * Throws a RangeError when the policy is not one for the process, or the rewards are so large that values overflow.
 */
export function stateValues(mdp: FiniteMdp, policy: TabularPolicy): Float64Array {
  return solveDiscounted(mdp.discount, policyTransitions(mdp, policy), mdp.rewards)
}

/**
 * Q(s, a) = r(s) + gamma sum_s' P(s' | s, a) v(s'), `[n, m]` row-major, for values v `[n]`: those of a policy (section 2)
 * or any others.
 *
 * Throws a RangeError when there is not one value for each state.
 */
export function actionValues(mdp: FiniteMdp, values: Float64Array): Float64Array {
  const { states, actions, discount, transitions, rewards } = mdp
  assertLength('actionValues: values', values, states, 'one for each state')
  const result = new Float64Array(states * actions)
  for (let i = 0; i < result.length; i++) {
    let sum = 0
    for (let next = 0; next < states; next++) sum += transitions[i * states + next] * values[next]
    result[i] = rewards[Math.floor(i / actions)] + discount * sum
  }
  return result
}

/**
 * A(s, a) = gamma (sum_s' P(s' | s, a) v(s') - sum_s' P_pi(s' | s) v(s')), `[n, m]` row-major: the advantages of a policy
 * over itself, from its values v `[n]` (section 2).
 *
 * This is Q(s, a) - V(s), with V(s) written as r(s) + gamma sum_s' P_pi(s' | s) v(s') and with values taken relative to
 * v(s), so that rewards and large values that all states share leave no rounding behind. In every state the advantages
 * are centred once more, so that their mean under the policy is 0 to the last bits even where they are tiny.
 *
 * Throws a RangeError when the policy is not one for the process, or there is not one value for each state.
 */
export function advantagesOf(mdp: FiniteMdp, policy: TabularPolicy, values: Float64Array): Float64Array {
  const { states, actions, discount, transitions } = mdp
  assertLength('advantagesOf: values', values, states, 'one for each state')
  const result = new Float64Array(states * actions)
  for (let s = 0; s < states; s++) {
    for (let a = 0; a < actions; a++) {
      const row = (s * actions + a) * states
      let sum = 0
      for (let next = 0; next < states; next++) sum += transitions[row + next] * (values[next] - values[s])
      result[s * actions + a] = discount * sum
    }
    // Twice: the second round removes what the rounding of the first left.
    for (let round = 0; round < 2; round++) {
      let mean = 0
      for (let i = s * actions; i < (s + 1) * actions; i++) mean += policy.probabilities[i] * result[i]
      for (let i = s * actions; i < (s + 1) * actions; i++) result[i] -= mean
    }
  }
  return result
}
