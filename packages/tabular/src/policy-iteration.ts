import { type EvaluatedPolicy, evaluatePolicy } from './evaluated-policy.ts'
import type { FiniteMdp } from './mdp.ts'
import { deterministicPolicy, type TabularPolicy, uniformPolicy } from './policy.ts'

/** The result of `policyIteration`. */
export interface PolicyIterationResult {
  /** The last policy, evaluated. It is optimal from every state. */
  readonly optimal: EvaluatedPolicy
  /** eta of each policy from the start to the last; it never falls. */
  readonly expectedReturns: readonly number[]
}

/**
 * pi~(s) = argmax_a A_pi(s, a), the update of exact policy iteration (section 2), which also maximises L_pi. The first
 * of equally good actions is taken.
 */
export function greedyPolicy({ mdp, advantages }: EvaluatedPolicy): TabularPolicy {
  const { states, actions } = mdp
  const choices = Array.from({ length: states }, (_, s) => {
    let best = 0
    for (let a = 1; a < actions; a++) if (advantages[s * actions + a] > advantages[s * actions + best]) best = a
    return best
  })
  return deterministicPolicy(mdp, choices)
}

/**
 * Exact policy iteration from a policy, until no action in any state is better than the policy's own.
 *
 * 'Better' means by more than the rounding of the values; below that, two optimal policies could take turns for ever. Every
 * policy after the first is deterministic and none comes twice, so the iteration ends (Howard 1960, Dynamic Programming and
 * Markov Processes).
 *
 * Throws a RangeError when the policy is not one for the process.
 *
 * @param start the first policy; by default the uniform one
 */
export function policyIteration(mdp: FiniteMdp, start: TabularPolicy = uniformPolicy(mdp)): PolicyIterationResult {
  let current = evaluatePolicy(mdp, start)
  const expectedReturns = [current.expectedReturn]
  while (largestAdvantage(current) > rounding(current)) {
    current = evaluatePolicy(mdp, greedyPolicy(current))
    expectedReturns.push(current.expectedReturn)
  }
  return { optimal: current, expectedReturns }
}

/** The largest of all advantages: 0 at an optimal policy, above 0 at every other. */
function largestAdvantage({ advantages }: EvaluatedPolicy): number {
  return advantages.reduce((largest, advantage) => Math.max(largest, advantage), 0)
}

/** Advantages below this may be nothing but the rounding of the values they come from. */
function rounding({ mdp, values }: EvaluatedPolicy): number {
  const size = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  return (16 * mdp.states * Number.EPSILON * size) / (1 - mdp.discount)
}
