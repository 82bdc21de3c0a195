import { assertSameLength } from '@trpo/linalg'
import type { TabularPolicy } from './policy.ts'
import { relativeKl } from './relative-kl.ts'

/**
 * D_TV(p || q) = 1/2 sum_i |p_i - q_i| for two distributions `[m]` (section 3). Throws a RangeError when the lengths
 * differ.
 */
export function totalVariation(p: Float64Array, q: Float64Array): number {
  assertSameLength('totalVariation(p, q)', q, p)
  let sum = 0
  for (let i = 0; i < p.length; i++) sum += Math.abs(p[i] - q[i])
  return sum / 2
}

/**
 * D_KL(p || q) = sum_i p_i ln(p_i / q_i) in nats, for two distributions `[m]`: Infinity when q rules out what p allows.
 *
 * Tiny divergences keep their digits; see `relativeKl`. Throws a RangeError when the lengths differ.
 */
export function klDivergence(p: Float64Array, q: Float64Array): number {
  assertSameLength('klDivergence(p, q)', q, p)
  let sum = 0
  for (let i = 0; i < p.length; i++) {
    sum += p[i] === 0 ? q[i] : p[i] * relativeKl((q[i] - p[i]) / p[i], q[i] / p[i])
  }
  return sum
}

/**
 * D_TV^max(pi, pi~): the largest total variation over all states (Equation 7), those that are never visited included.
 *
 * Throws a RangeError when the policies differ in shape.
 */
export function maxTotalVariation(old: TabularPolicy, other: TabularPolicy): number {
  return largestOverStates(totalVariation, old, other)
}

/**
 * D_KL^max(pi, pi~): the largest D_KL(pi(. | s) || pi~(. | s)) over all states, in nats (section 3). Infinity when the
 * new policy rules out an action that the old one takes.
 *
 * Throws a RangeError when the policies differ in shape.
 */
export function maxKlDivergence(old: TabularPolicy, other: TabularPolicy): number {
  return largestOverStates(klDivergence, old, other)
}

function largestOverStates(
  divergence: (p: Float64Array, q: Float64Array) => number,
  old: TabularPolicy,
  other: TabularPolicy,
): number {
  if (old.states !== other.states || old.actions !== other.actions) {
    const shape = ({ states, actions }: TabularPolicy) => `${states} states and ${actions} actions`
    throw new RangeError(`the policies differ in shape: ${shape(old)} against ${shape(other)}`)
  }
  let largest = 0
  for (let s = 0; s < old.states; s++) {
    largest = Math.max(largest, divergence(actionsIn(old, s), actionsIn(other, s)))
  }
  return largest
}

/** pi(. | s) `[m]`, as a view. */
export function actionsIn({ actions, probabilities }: TabularPolicy, s: number): Float64Array {
  return probabilities.subarray(s * actions, (s + 1) * actions)
}
