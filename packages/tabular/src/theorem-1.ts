import { maxTotalVariation } from './divergences.ts'
import type { EvaluatedPolicy } from './evaluated-policy.ts'
import { type LowerBound, lowerBound } from './lower-bound.ts'

/** Theorem 1 for two policies. */
export interface Theorem1 extends LowerBound {
  /** alpha = D_TV^max(pi, pi~) (Equation 7), from 0 to 1. */
  readonly alpha: number
  /** 4 epsilon gamma / (1 - gamma)^2, by which the square of alpha is multiplied. */
  readonly coefficient: number
}

/**
 * Both sides of Theorem 1, which holds for any two policies:
 *
 *     eta(pi~) >= L_pi(pi~) - 4 epsilon gamma / (1 - gamma)^2 alpha^2,
 *
 * with alpha = D_TV^max(pi, pi~) and epsilon = max |A_pi(s, a)|. (`coupledBound` and `perturbationBound` have its proofs.)
 *
 * Throws a RangeError when the policies belong to two processes.
 */
export function theorem1(old: EvaluatedPolicy, other: EvaluatedPolicy): Theorem1 {
  const alpha = maxTotalVariation(old.policy, other.policy)
  const coefficient = penaltyCoefficient(old)
  return { ...lowerBound(old, other, coefficient * alpha * alpha), alpha, coefficient }
}

/** C = 4 epsilon gamma / (1 - gamma)^2 of a policy (Theorem 1, Equation 9 and Algorithm 1), in units of the return. */
export function penaltyCoefficient({ mdp, maxAdvantage }: EvaluatedPolicy): number {
  const horizon = 1 / (1 - mdp.discount)
  return 4 * maxAdvantage * mdp.discount * horizon * horizon
}
