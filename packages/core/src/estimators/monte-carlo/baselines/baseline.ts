import type { PartSettings, PathBatch, Segment } from '@trpo/samplers'

/**
 * A guess of the return at each step, which is subtracted to reduce the variance of the advantages. It must not depend on the
 * action of its step.
 *
 * Fitting is a sum over samples followed by a small solve, so that it can be done over shards: `accumulate` on each lane group,
 * then `solve` once. Parameters are one flat vector.
 */
export interface Baseline {
  /** What logs and errors call it. */
  readonly name: string
  /**
   * The settings that it was made with.
   * @default nothing
   */
  readonly settings?: PartSettings
  /**
   * The batch to which the parameters that judge a batch were fitted. `current` is the batch itself, only for baselines that
   * average over paths. `previous` is the batch before, so that no sample's own return is in its baseline.
   */
  readonly fitOn: 'current' | 'previous'
  /** Parameters before any fit. */
  initial(): Float64Array
  /** Length of the statistics. */
  readonly statisticsSize: number
  /** Adds the statistics of a segment to `into`. `returns` [rows] holds the targets in the segment's rows. */
  accumulate(batch: PathBatch, segment: Segment, returns: Float64Array, into: Float64Array): void
  /** The parameters fitted to the statistics of a whole batch. */
  solve(statistics: Float64Array): Float64Array
  /** Writes the value of each step of a segment into its rows of `into` [rows]. */
  predict(parameters: Float64Array, batch: PathBatch, segment: Segment, into: Float64Array): void
  /** The value of the segment's last observation, which a segment that did not terminate may bootstrap from. */
  predictLast(parameters: Float64Array, batch: PathBatch, segment: Segment): number
}
