import type { BothSides } from './both-sides.ts'
import { maxKlDivergence, maxTotalVariation } from './divergences.ts'
import type { EvaluatedPolicy } from './evaluated-policy.ts'
import { type LowerBound, lowerBound } from './lower-bound.ts'
import type { TabularPolicy } from './policy.ts'
import { penaltyCoefficient } from './theorem-1.ts'

/** Equation (9) for two policies. */
export interface KlBound extends LowerBound {
  /** D_KL^max(pi, pi~), in nats. */
  readonly maxKl: number
  /** C = 4 epsilon gamma / (1 - gamma)^2. */
  readonly coefficient: number
}

/**
 * Both sides of Equation (9), which holds for any two policies:
 *
 *     eta(pi~) >= L_pi(pi~) - C D_KL^max(pi, pi~),   C = 4 epsilon gamma / (1 - gamma)^2.
 *
 * Its right-hand side is M_i(pi~) of Equation (10). The divergence is Infinity, and so is the penalty, where the new
 * policy rules out an action that the old one takes; with C = 0 there is no penalty at all.
 *
 * Throws a RangeError when the policies belong to two processes.
 */
export function klBound(old: EvaluatedPolicy, other: EvaluatedPolicy): KlBound {
  const maxKl = maxKlDivergence(old.policy, other.policy)
  const coefficient = penaltyCoefficient(old)
  return { ...lowerBound(old, other, coefficient === 0 ? 0 : coefficient * maxKl), maxKl, coefficient }
}

/**
 * D_TV^max(pi, pi~)^2 <= D_KL^max(pi, pi~), which leads from Theorem 1 to Equation (9) (Pollard 2000, chapter 3). Pinsker's
 * inequality has half of the right-hand side, so a factor of 2 is given away here.
 *
 * Throws a RangeError when the policies differ in shape.
 */
export function squaredVariationBound(old: TabularPolicy, other: TabularPolicy): BothSides {
  const alpha = maxTotalVariation(old, other)
  return { left: alpha * alpha, right: maxKlDivergence(old, other) }
}
