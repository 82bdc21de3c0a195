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

/** The observations of rows as stacks of frames, each of which is stored once. */
export interface FrameStacks {
  /** k: frames in a stack. */
  readonly size: number
  /** The place of each frame among the stored ones, the oldest of a stack first, [rows, k]. */
  readonly indices: Int32Array
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
  /**
   * What the environment showed, [rows, o], as it is stored; the policy normalises or converts it. Where there are `stacks`, it is
   * the frames that these refer to, [frames, o / k]. `observationRows` reads either.
   */
  readonly observations: ObservationArray
  /** Which frames the observation of each row is a stack of. Absent where the environment declares no `frameStack`. */
  readonly stacks?: FrameStacks
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
