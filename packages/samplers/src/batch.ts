import type { RealArray } from '@trpo/networks'

/**
 * How a segment ended. `terminated`: the environment reached a terminal state, of value 0. `truncated`: a time limit
 * stopped it. `cut`: the batch was full. After the last two the last observation still has a value.
 */
export type SegmentEnd = 'terminated' | 'truncated' | 'cut'

/** Consecutive steps of one episode: rows offset .. offset + length of a batch. */
export interface Segment {
  /** The lane it ran in, counted over all shards. */
  readonly lane: number
  /** Its number among the paths of the iteration (path quotas), or within its lane (step quotas). */
  readonly path: number
  /** Its first row in the batch. */
  readonly offset: number
  /** Steps, at least 1. */
  readonly length: number
  /** Steps of the episode before the first row: 0 unless an earlier iteration began it. */
  readonly start: number
  /** Sum of the rewards of these steps, in their order: 0 unless an earlier iteration began it. */
  readonly returnBefore: number
  /** How it ended. */
  readonly end: SegmentEnd
  /** The observation after the last step, [o]: what a truncated or cut segment may bootstrap from. */
  readonly lastObservation: RealArray
}

/** Rows start .. end of a batch, which belong to one lane group: the unit of every sum over samples. */
export interface GroupRows {
  /** The lane group, from 0. */
  readonly group: number
  /** Its first row. */
  readonly start: number
  /** One past its last row. */
  readonly end: number
  /** The first segment in these rows. */
  readonly firstSegment: number
  /** One past the last segment in these rows. */
  readonly lastSegment: number
}

/**
 * What one iteration sampled: arrays with one row a step, segment after segment, lane after lane.
 *
 * The arrays belong to the sampler and are overwritten by its next `collect`.
 */
export interface Batch {
  /** Steps. */
  readonly rows: number
  /** o: numbers in a row of observations. */
  readonly observationSize: number
  /** k: numbers in a row of actions. */
  readonly actionSize: number
  /** m: numbers in a row of mu. */
  readonly parameterSize: number
  /** What the policy saw, [rows, o], in the network's precision. */
  readonly observations: RealArray
  /** What it did, [rows, k]. */
  readonly actions: Float64Array
  /** The distribution parameters it drew from, [rows, m]: the network's output, bit for bit. */
  readonly mu: RealArray
  /** Reward of each step, [rows]. */
  readonly rewards: Float64Array
  /** The segments, in the order of their rows. */
  readonly segments: readonly Segment[]
  /** The lane groups, in the order of their rows. */
  readonly groups: readonly GroupRows[]
}
