import type { ObservationArray, RealArray } from '@trpo/networks'

/** Rows start .. end of a batch, which belong to one lane group: the unit of every sum over samples. */
export interface GroupRows {
  /** The lane group, from 0. */
  readonly group: number
  /** Its first row. */
  readonly start: number
  /** One past its last row. */
  readonly end: number
}

/**
 * What one iteration sampled, whatever procedure sampled it: one row a state, and K actions in each.
 *
 * The arrays belong to the sampler and are overwritten by its next `collect`.
 */
export interface Batch {
  /** States. */
  readonly rows: number
  /** o: numbers in an observation. */
  readonly observationSize: number
  /** K: actions that were sampled in each state; 1 where a path was followed. */
  readonly actionsPerState: number
  /** k: numbers in one action. */
  readonly actionSize: number
  /** m: numbers in a row of mu. */
  readonly parameterSize: number
  /** What the environment showed, [rows, o], as it is stored; the policy normalises or converts it. */
  readonly observations: ObservationArray
  /** The actions, [rows, K, k]. */
  readonly actions: Float64Array
  /** log q(a_k | s) of each action under what proposed it, [rows, K]; absent where that is the policy itself. */
  readonly logQ?: Float64Array
  /** The distribution parameters in each state, [rows, m]: the network's output, bit for bit. */
  readonly mu: RealArray
  /** The lane groups, in the order of their rows. */
  readonly groups: readonly GroupRows[]
}

/** A batch with one action in each state, such as where a path was followed. */
export interface SingleActionBatch extends Batch {
  readonly actionsPerState: 1
}
