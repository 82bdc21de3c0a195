import { dot } from '@trpo/linalg'
import type { EvaluatedPolicy } from './evaluated-policy.ts'
import { expectedAdvantages } from './performance-difference.ts'
import { assertFits, type TabularPolicy } from './policy.ts'

/**
 * L_pi(pi~) = eta(pi) + sum_s rho_pi(s) sum_a pi~(a | s) A_pi(s, a): the local approximation to eta that keeps the
 * states visited as often as the old policy visits them (Equation 3).
 *
 * Throws a RangeError when the policy is not one for the process.
 */
export function localSurrogate(old: EvaluatedPolicy, policy: TabularPolicy): number {
  return old.expectedReturn + surrogateImprovement(old, policy)
}

/**
 * L_pi(pi~) - L_pi(pi) = sum_s rho_pi(s) sum_a pi~(a | s) A_pi(s, a), without the rounding that the difference of two
 * nearly equal numbers would have. Throws a RangeError when the policy is not one for the process.
 */
export function surrogateImprovement(old: EvaluatedPolicy, policy: TabularPolicy): number {
  return dot(old.visitation, expectedAdvantages(old, policy))
}

/**
 * The gradient of L_pi in the probabilities pi~(a | s), `[n, m]` row-major: rho_pi(s) A_pi(s, a), the same for every pi~,
 * as L is linear in them.
 */
export function surrogateGradient(old: EvaluatedPolicy): Float64Array {
  const { actions } = old.mdp
  return old.advantages.map((advantage, i) => old.visitation[Math.floor(i / actions)] * advantage)
}

/**
 * The gradient of L_pi in the logits of a softmax policy (`softmaxPolicy`), at that policy pi~, `[n, m]` row-major:
 *
 *     rho_pi(s) pi~(a | s) (A_pi(s, a) - sum_b pi~(b | s) A_pi(s, b)).
 *
 * At pi~ = pi it is the left-hand side of Equation (4). Throws a RangeError when the policy is not one for the process.
 */
export function logitGradientOfSurrogate(old: EvaluatedPolicy, policy: TabularPolicy): Float64Array {
  assertFits('logitGradientOfSurrogate', old.mdp, policy)
  return throughSoftmax(policy, surrogateGradient(old))
}

/**
 * The gradient of eta in the logits of a softmax policy, at that policy, `[n, m]` row-major: the right-hand side of
 * Equation (4).
 *
 * It is found without advantages, by the derivative of an inverse: eta = rho_0' (I - gamma P_pi)^-1 r gives
 * d eta = gamma rho_pi' dP_pi v. So its agreement with `logitGradientOfSurrogate` says something.
 */
export function logitGradientOfReturn(at: EvaluatedPolicy): Float64Array {
  const { states, actions, discount, transitions } = at.mdp
  const slopes = new Float64Array(states * actions)
  for (let i = 0; i < slopes.length; i++) {
    const next = dot(transitions.subarray(i * states, (i + 1) * states), at.values)
    slopes[i] = discount * at.visitation[Math.floor(i / actions)] * next
  }
  return throughSoftmax(at.policy, slopes)
}

/** From a gradient in the probabilities to one in the logits: pi (g - sum_b pi_b g_b) in each state. */
function throughSoftmax({ states, actions, probabilities }: TabularPolicy, gradient: Float64Array): Float64Array {
  const result = new Float64Array(gradient.length)
  for (let s = 0; s < states; s++) {
    let mean = 0
    for (let i = s * actions; i < (s + 1) * actions; i++) mean += probabilities[i] * gradient[i]
    for (let i = s * actions; i < (s + 1) * actions; i++) result[i] = probabilities[i] * (gradient[i] - mean)
  }
  return result
}
