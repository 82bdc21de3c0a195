import type { ObservationArray } from '@trpo/networks'
import type { GroupRows, SingleActionBatch } from './batch.ts'
import type { SegmentInfo } from './segment-info.ts'

/**
 * How a segment ended. `terminated`: the environment reached a terminal state, of value 0. `truncated`: a time limit
 * stopped it. `cut`: the batch was full. After the last two the last observation still has a value.
 */
export type SegmentEnd = 'terminated' | 'truncated' | 'cut'

/** Consecutive steps of one episode: rows offset .. offset + length of a batch. */
export interface Segment {
  /** The lane it ran in, counted over all shards. */
  readonly lane: number
  /** Its number among the paths of the iteration (whole paths), or within its lane (steps). */
  readonly path: number
  /** Its first row in the batch. */
  readonly offset: number
  /** Steps, at least 1. */
  readonly length: number
  /** Steps of the episode before the first row: 0 where this iteration began it. */
  readonly start: number
  /** Sum of the rewards of those steps, in their order: 0 where this iteration began the episode. */
  readonly returnBefore: number
  /** How it ended. */
  readonly end: SegmentEnd
  /** The observation after the last step, [o], stored as those of the batch: what a truncated or cut segment may bootstrap from. */
  readonly lastObservation: ObservationArray
  /** What its steps reported, added up; absent where the environment declares nothing (`spec.info`). */
  readonly info?: SegmentInfo
}

/** The rows of a lane group, and the segments that they make up. */
export interface PathGroupRows extends GroupRows {
  /** The first segment in these rows. */
  readonly firstSegment: number
  /** One past the last segment in these rows. */
  readonly lastSegment: number
}

/** The batch of the single path procedure: one action in each state, rows in the order of the steps, segment after segment, lane after lane. */
export interface PathBatch extends SingleActionBatch {
  /** The reward of each step, [rows]. */
  readonly rewards: Float64Array
  /** The segments, in the order of their rows. */
  readonly segments: readonly Segment[]
  /** The lane groups, in the order of their rows. */
  readonly groups: readonly PathGroupRows[]
}

/** The segments of a lane group. */
export function segmentsOf(batch: PathBatch, { firstSegment, lastSegment }: PathGroupRows): readonly Segment[] {
  return batch.segments.slice(firstSegment, lastSegment)
}
