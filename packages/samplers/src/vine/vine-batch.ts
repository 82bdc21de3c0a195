import type { Batch, GroupRows } from '../batch.ts'
import type { PathBatch, Segment } from '../path-batch.ts'

/** Which states are the rows of a vine's batch. */
export type VineRows = 'rollout-set' | 'trunk'

/**
 * The batch of the vine procedure (section 5.2): states of the trunk, and K rollouts from each state of the rollout set.
 *
 * Rows are the states of the rollout set, in the order of the trunk. With `rows: 'trunk'` they are all states of the trunk, of
 * which only some have rollouts.
 *
 * @typeParam Every whether the K actions of a state are all there are, each once (Eq 15)
 */
export interface VineBatch<Every extends boolean = boolean> extends Batch {
  /** Whether the K actions of a state are all there are, each once. */
  readonly every: Every
  /** Which states the rows are. */
  readonly rowsAre: VineRows
  /** log q(a_k | s_n) of each action under the proposal, [rows, K]. */
  readonly logQ: Float64Array
  /** The place of each row in the rollout set, or -1 where it has no rollouts, [rows]. */
  readonly rollouts: Int32Array
  /**
   * How many states of the trunk each row stands for in L, [rows]: the states of its lane divided by those that were drawn from
   * it; 0 without rollouts.
   */
  readonly shares: Float64Array
  /** The number of steps of its episode before each row, [rows]. */
  readonly times: Int32Array
  /**
   * The rollouts, [rollout set, K]: that of action k of the n-th state of the rollout set is branches[n K + k]. Offsets point
   * into `branchRewards`, and `start` counts the steps of the episode before the action.
   */
  readonly branches: readonly Segment[]
  /** The rewards of the rollouts, each from its segment's offset on. */
  readonly branchRewards: Float64Array
  /** The trunk, as the single path procedure gives it. */
  readonly trunk: PathBatch
  /** The lane groups, in the order of their rows. */
  readonly groups: readonly VineGroupRows[]
}

/** The rows of a lane group, and its part of the rollout set. */
export interface VineGroupRows extends GroupRows {
  /** Its first state in the rollout set. */
  readonly firstRollout: number
  /** One past its last state in the rollout set. */
  readonly lastRollout: number
}
