import { exp } from '@trpo/math'
import type { FiniteMdp } from './mdp.ts'
import { assertCount, assertLength, assertProbabilityRows } from './probability-rows.ts'

/** A stochastic policy pi(a | s) as a table. */
export interface TabularPolicy {
  /** n, the number of states. */
  readonly states: number
  /** m, the number of actions. */
  readonly actions: number
  /** pi(a | s), `[n, m]` row-major: entry `s * m + a`. */
  readonly probabilities: Float64Array
}

/**
 * A policy from its table `[n, m]`, which is used as it is, not copied.
 *
 * Throws a RangeError when a count is not a whole number of at least 1, when the table has another length, or when the
 * row of a state has a negative entry or does not sum to 1 within 1e-12.
 */
export function tabularPolicy(states: number, actions: number, probabilities: Float64Array): TabularPolicy {
  assertCount('tabularPolicy: states', states)
  assertCount('tabularPolicy: actions', actions)
  assertLength('tabularPolicy: probabilities', probabilities, states * actions, '[states, actions], row-major')
  assertProbabilityRows(probabilities, actions, (row) => `tabularPolicy: probabilities of the actions in state ${row}`)
  return { states, actions, probabilities }
}

/** The policy that takes every action with probability 1/m in every state of the process. */
export function uniformPolicy({ states, actions }: FiniteMdp): TabularPolicy {
  return { states, actions, probabilities: new Float64Array(states * actions).fill(1 / actions) }
}

/**
 * The policy that always takes the action `choices[s]` in state s.
 *
 * Throws a RangeError when there is not one choice for each state, or one is not the number of an action.
 */
export function deterministicPolicy({ states, actions }: FiniteMdp, choices: ArrayLike<number>): TabularPolicy {
  if (choices.length !== states) {
    throw new RangeError(
      `deterministicPolicy: got ${choices.length} choices, expected one for each of ${states} states`,
    )
  }
  const probabilities = new Float64Array(states * actions)
  for (let s = 0; s < states; s++) {
    const a = choices[s]
    if (!Number.isInteger(a) || a < 0 || a >= actions) {
      throw new RangeError(`deterministicPolicy: the choice in state ${s} is ${a}, expected 0 to ${actions - 1}`)
    }
    probabilities[s * actions + a] = 1
  }
  return { states, actions, probabilities }
}

/**
 * The policy pi_theta(a | s) proportional to exp(theta(s, a)): a softmax of the logits theta `[n, m]` in each state, the
 * parameterisation by which Equation (4) is stated in `logitGradientOfSurrogate`.
 *
 * Throws a RangeError when there are not n m logits, or one is not finite.
 */
export function softmaxPolicy({ states, actions }: FiniteMdp, logits: Float64Array): TabularPolicy {
  assertLength('softmaxPolicy: logits', logits, states * actions, '[states, actions], row-major')
  const probabilities = new Float64Array(states * actions)
  for (let s = 0; s < states; s++) {
    let largest = Number.NEGATIVE_INFINITY
    for (let i = s * actions; i < (s + 1) * actions; i++) {
      if (!Number.isFinite(logits[i])) {
        throw new RangeError(`softmaxPolicy: logit ${i - s * actions} of state ${s} is ${logits[i]}, expected a number`)
      }
      largest = Math.max(largest, logits[i])
    }
    let sum = 0
    for (let i = s * actions; i < (s + 1) * actions; i++) {
      probabilities[i] = exp(logits[i] - largest)
      sum += probabilities[i]
    }
    for (let i = s * actions; i < (s + 1) * actions; i++) probabilities[i] /= sum
  }
  return { states, actions, probabilities }
}

/** Throws a RangeError unless the policy is one for the process. `what` names the caller. */
export function assertFits(what: string, mdp: FiniteMdp, policy: TabularPolicy): void {
  if (policy.states !== mdp.states || policy.actions !== mdp.actions) {
    const has = `${policy.states} states and ${policy.actions} actions`
    throw new RangeError(`${what}: the policy has ${has}, the process ${mdp.states} and ${mdp.actions}`)
  }
}
