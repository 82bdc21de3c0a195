import { assertCount, assertLength, assertProbabilityRows } from './probability-rows.ts'

/**
 * A finite Markov decision process (S, A, P, r, rho_0, gamma) with known probabilities (section 2). Make one with
 * `finiteMdp`, which checks it. Nothing here writes into its arrays.
 *
 * As in the paper, a reward belongs to a state and is received whenever the process is there, the start included. A
 * reward for an action is modelled by a state for each pair of state and action.
 */
export interface FiniteMdp {
  /** n, the number of states. States are numbered from 0. */
  readonly states: number
  /** m, the number of actions, the same in every state. Actions are numbered from 0. */
  readonly actions: number
  /** gamma, strictly between 0 and 1. */
  readonly discount: number
  /** P(s' | s, a), `[n, m, n]` row-major: entry `(s * m + a) * n + s'`. */
  readonly transitions: Float64Array
  /** r(s), `[n]`. */
  readonly rewards: Float64Array
  /** rho_0(s), `[n]`: the distribution of the first state. */
  readonly initial: Float64Array
}

/**
 * Returns the process itself after checking that it is one.
 *
 * Throws a RangeError that names the fault: a count that is not a whole number of at least 1, a discount outside (0, 1),
 * an array of another length, a reward that is not finite, or a row of probabilities that has a negative entry or does
 * not sum to 1 within 1e-12 (with its state, its action and its sum).
 */
export function finiteMdp(mdp: FiniteMdp): FiniteMdp {
  const { states, actions, discount, transitions, rewards, initial } = mdp
  assertCount('finiteMdp: states', states)
  assertCount('finiteMdp: actions', actions)
  if (!(discount > 0 && discount < 1)) {
    throw new RangeError(`finiteMdp: discount is ${discount}, expected a number strictly between 0 and 1`)
  }
  assertLength('finiteMdp: transitions', transitions, states * actions * states, '[states, actions, states], row-major')
  assertLength('finiteMdp: rewards', rewards, states, 'one for each state')
  assertLength('finiteMdp: initial', initial, states, 'one for each state')
  const bad = rewards.findIndex((reward) => !Number.isFinite(reward))
  if (bad >= 0)
    throw new RangeError(`finiteMdp: the reward of state ${bad} is ${rewards[bad]}, expected a finite number`)
  assertProbabilityRows(
    transitions,
    states,
    (row) => `finiteMdp: transitions from state ${Math.floor(row / actions)} under action ${row % actions}`,
  )
  assertProbabilityRows(initial, states, () => 'finiteMdp: the initial probabilities')
  return mdp
}
