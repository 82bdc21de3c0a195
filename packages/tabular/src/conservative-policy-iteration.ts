import { type EvaluatedPolicy, evaluatePolicy } from './evaluated-policy.ts'
import { surrogateImprovement } from './local-surrogate.ts'
import { type LowerBound, lowerBound } from './lower-bound.ts'
import { expectedAdvantages } from './performance-difference.ts'
import { assertFits, type TabularPolicy } from './policy.ts'
import { greedyPolicy } from './policy-iteration.ts'

/**
 * pi_new(a | s) = (1 - alpha) pi_old(a | s) + alpha pi'(a | s) (Equation 5).
 *
 * Throws a RangeError when alpha is outside [0, 1] or the policies differ in shape.
 */
export function mixturePolicy(old: TabularPolicy, towards: TabularPolicy, alpha: number): TabularPolicy {
  if (!(alpha >= 0 && alpha <= 1)) {
    throw new RangeError(`mixturePolicy: alpha is ${alpha}, expected a number from 0 to 1`)
  }
  const { states, actions } = old
  if (towards.states !== states || towards.actions !== actions) {
    const shape = `${towards.states} states and ${towards.actions} actions`
    throw new RangeError(`mixturePolicy: the second policy has ${shape}, the first ${states} and ${actions}`)
  }
  const probabilities = old.probabilities.map((p, i) => (1 - alpha) * p + alpha * towards.probabilities[i])
  return { states, actions, probabilities }
}

/**
 * Both sides of Equation (6), for the mixture of Equation (5) of an old policy and any pi':
 *
 *     eta(pi_new) >= L(pi_new) - 2 epsilon gamma / (1 - gamma)^2 alpha^2,   epsilon = max_s |sum_a pi'(a | s) A(s, a)|.
 *
 * Source: Kakade and Langford (2002), theorem 4.1, weakened as the paper does. Throws a RangeError as `mixturePolicy` does.
 */
export function mixtureBound(old: EvaluatedPolicy, towards: TabularPolicy, alpha: number): LowerBound {
  const mixture = evaluatePolicy(old.mdp, mixturePolicy(old.policy, towards, alpha))
  return lowerBound(old, mixture, mixtureCoefficient(old, towards) * alpha * alpha)
}

/** A step of conservative policy iteration. */
export interface ConservativeStep {
  /** pi_new. */
  readonly policy: TabularPolicy
  /** pi' = argmax L_old, the greedy policy. */
  readonly towards: TabularPolicy
  /** alpha of the mixture, from 0 to 1. */
  readonly alpha: number
  /** What Equation (6) promises: eta(pi_new) - eta(pi_old) is at least this, and this is at least 0. */
  readonly guaranteed: number
}

/**
 * The mixture with the greedy policy pi' (Equation 5) whose alpha makes the right-hand side of Equation (6) largest.
 *
 * Along the mixture L rises by alpha A, with A = sum_s rho(s) max_a A(s, a), so that the bound
 * alpha A - 2 epsilon gamma / (1 - gamma)^2 alpha^2 is largest at alpha = A (1 - gamma)^2 / (4 epsilon gamma), or at 1 if
 * that is more. At an optimal policy alpha is 0.
 */
export function conservativeStep(old: EvaluatedPolicy): ConservativeStep {
  const towards = greedyPolicy(old)
  const gain = Math.max(0, surrogateImprovement(old, towards))
  const coefficient = mixtureCoefficient(old, towards)
  const alpha = gain === 0 ? 0 : Math.min(1, gain / (2 * coefficient))
  const policy = mixturePolicy(old.policy, towards, alpha)
  return { policy, towards, alpha, guaranteed: alpha * gain - coefficient * alpha * alpha }
}

/** 2 epsilon gamma / (1 - gamma)^2 of Equation (6). */
function mixtureCoefficient(old: EvaluatedPolicy, towards: TabularPolicy): number {
  assertFits('mixtureBound', old.mdp, towards)
  const { discount } = old.mdp
  const epsilon = expectedAdvantages(old, towards).reduce((most, a) => Math.max(most, Math.abs(a)), 0)
  return (2 * epsilon * discount) / ((1 - discount) * (1 - discount))
}
