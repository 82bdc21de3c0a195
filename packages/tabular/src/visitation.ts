import type { FiniteMdp } from './mdp.ts'
import type { TabularPolicy } from './policy.ts'
import { policyTransitions, solveDiscounted, transposed } from './policy-dynamics.ts'

/**
 * rho_pi(s) = P(s_0 = s) + gamma P(s_1 = s) + gamma^2 P(s_2 = s) + ..., `[n]`: the discounted visitation frequencies,
 * unnormalised as in the paper (section 2), so that they sum to 1 / (1 - gamma). They solve
 * (I - gamma P_pi)' rho = rho_0.
 *
 * Throws a RangeError when the policy is not one for the process.
 */
export function visitation(mdp: FiniteMdp, policy: TabularPolicy): Float64Array {
  return solveDiscounted(mdp.discount, transposed(policyTransitions(mdp, policy)), mdp.initial)
}

/**
 * P(s_t = s) for t = 0, 1, ..., steps - 1, as `steps` arrays `[n]`: the distributions of the state over time that
 * `visitation` sums up.
 *
 * Throws a RangeError when `steps` is not a whole number of at least 0, or the policy is not one for the process.
 */
export function stateDistributions(mdp: FiniteMdp, policy: TabularPolicy, steps: number): readonly Float64Array[] {
  if (!Number.isInteger(steps) || steps < 0) {
    throw new RangeError(`stateDistributions: steps is ${steps}, expected a whole number of at least 0`)
  }
  const { states } = mdp
  const matrix = policyTransitions(mdp, policy).data
  const result: Float64Array[] = []
  let now = mdp.initial.slice()
  for (let t = 0; t < steps; t++) {
    result.push(now)
    const next = new Float64Array(states)
    for (let s = 0; s < states; s++) {
      for (let i = 0; i < states; i++) next[i] += now[s] * matrix[s * states + i]
    }
    now = next
  }
  return result
}
