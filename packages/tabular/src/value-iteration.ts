import type { FiniteMdp } from './mdp.ts'
import { actionValues } from './values.ts'

/** The result of `valueIteration`. */
export interface ValueIterationResult {
  /** V*(s), `[n]`, each within `tolerance` of the optimum up to rounding. */
  readonly values: Float64Array
  /** The number of sweeps over all states that it took. */
  readonly sweeps: number
}

/**
 * The values of an optimal policy, by repeating v(s) <- max_a Q(s, a) from v = 0 until they are within `tolerance`.
 *
 * A sweep brings v closer to the optimum by the factor gamma, so a change of at most tolerance (1 - gamma) / gamma leaves
 * an error of at most the tolerance (Puterman 1994, Markov Decision Processes, theorem 6.3.1). It is the yardstick for
 * the methods that go from policy to policy.
 *
 * Throws a RangeError when the tolerance is not above 0. One below the rounding of the values is met up to rounding.
 *
 * @param tolerance in units of the values; by default 1e-12
 */
export function valueIteration(mdp: FiniteMdp, tolerance = 1e-12): ValueIterationResult {
  if (!(tolerance > 0)) throw new RangeError(`valueIteration: tolerance is ${tolerance}, expected a number above 0`)
  const { states, actions, discount } = mdp
  let values = new Float64Array(states)
  for (let sweeps = 1; ; sweeps++) {
    const q = actionValues(mdp, values)
    const next = Float64Array.from({ length: states }, (_, s) => largest(q, s * actions, (s + 1) * actions))
    let change = 0
    let size = 0
    for (let s = 0; s < states; s++) {
      change = Math.max(change, Math.abs(next[s] - values[s]))
      size = Math.max(size, Math.abs(next[s]))
    }
    values = next
    // The last term is what rounding alone may keep changing.
    if (change <= (tolerance * (1 - discount)) / discount || change <= 4 * Number.EPSILON * size) {
      return { values, sweeps }
    }
  }
}

function largest(data: Float64Array, from: number, to: number): number {
  let result = data[from]
  for (let i = from + 1; i < to; i++) result = Math.max(result, data[i])
  return result
}
