import { type FiniteMdp, finiteMdp } from '../mdp.ts'

/** The size and discount of a chain. */
export interface ChainOptions {
  /** n, the number of states, at least 2. */
  readonly length: number
  /** gamma. */
  readonly discount: number
}

/**
 * The chain of Kakade and Langford (2002), figure 3.1, after Thrun (1992): states 0 to n - 1 in a row, the process starts at
 * 0, and the goal n - 1 is never left. Actions 0 and 1 go left (and stay at 0), action 2 goes right.
 *
 * The uniform policy needs 3 (2^n - n - 1) steps on average to the goal. So an agent that follows it sees next to no
 * reward, and the policy gradient, which weights states by how often they are visited, is next to 0 although the
 * advantages are not. The source speaks of reaching the goal; here that is a reward of 1 for every step spent there.
 *
 * Throws a RangeError when the length is not a whole number of at least 2, or the discount is outside (0, 1).
 */
export function kakadeLangfordChain({ length, discount }: ChainOptions): FiniteMdp {
  if (!Number.isInteger(length) || length < 2) {
    throw new RangeError(`kakadeLangfordChain: length is ${length}, expected a whole number of at least 2`)
  }
  const goal = length - 1
  const transitions = new Float64Array(length * 3 * length)
  for (let s = 0; s < length; s++) {
    for (let a = 0; a < 3; a++) {
      const next = s === goal || a === 2 ? Math.min(s + 1, goal) : Math.max(s - 1, 0)
      transitions[(s * 3 + a) * length + next] = 1
    }
  }
  const rewards = new Float64Array(length)
  rewards[goal] = 1
  const initial = new Float64Array(length)
  initial[0] = 1
  return finiteMdp({ states: length, actions: 3, discount, transitions, rewards, initial })
}
