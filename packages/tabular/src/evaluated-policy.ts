import { dot } from '@trpo/linalg'
import type { FiniteMdp } from './mdp.ts'
import type { TabularPolicy } from './policy.ts'
import { actionValues, advantagesOf, stateValues } from './values.ts'
import { visitation } from './visitation.ts'

/** A policy with everything that section 2 defines for it, computed exactly and once. `evaluatePolicy` makes it. */
export interface EvaluatedPolicy {
  /** The process that the policy acts in. */
  readonly mdp: FiniteMdp
  /** The policy, pi. */
  readonly policy: TabularPolicy
  /** V_pi(s), `[n]`. */
  readonly values: Float64Array
  /** Q_pi(s, a), `[n, m]` row-major. */
  readonly actionValues: Float64Array
  /** A_pi(s, a), `[n, m]` row-major. */
  readonly advantages: Float64Array
  /** rho_pi(s), `[n]`, which sums to 1 / (1 - gamma). */
  readonly visitation: Float64Array
  /** eta(pi) = sum_s rho_0(s) V_pi(s): the expected discounted reward. */
  readonly expectedReturn: number
  /** epsilon = max over states and actions of |A_pi(s, a)|, as Theorem 1 has it. */
  readonly maxAdvantage: number
}

/**
 * Values, advantages, visitation frequencies and expected return of a policy: two linear solves of size n.
 *
 * Throws a RangeError when the policy is not one for the process, or values overflow.
 */
export function evaluatePolicy(mdp: FiniteMdp, policy: TabularPolicy): EvaluatedPolicy {
  const values = stateValues(mdp, policy)
  const advantages = advantagesOf(mdp, policy, values)
  return {
    mdp,
    policy,
    values,
    actionValues: actionValues(mdp, values),
    advantages,
    visitation: visitation(mdp, policy),
    expectedReturn: dot(mdp.initial, values),
    maxAdvantage: advantages.reduce((largest, advantage) => Math.max(largest, Math.abs(advantage)), 0),
  }
}

/** Throws a RangeError unless both were evaluated on the same process. `what` names the caller. */
export function assertSameProcess(what: string, old: EvaluatedPolicy, other: EvaluatedPolicy): void {
  if (old.mdp !== other.mdp) {
    throw new RangeError(`${what}: the policies were evaluated on two processes, expected one object for both`)
  }
}
