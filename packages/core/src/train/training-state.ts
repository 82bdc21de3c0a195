import type { ObservationStatistics } from '@trpo/policies'
import type { OpenEpisode } from '@trpo/samplers'

/** All that the future of a run depends on, besides its settings. Nothing in it is ever written to. */
export interface TrainingState {
  /** Iterations done. */
  readonly iteration: number
  /** Environment steps sampled so far. */
  readonly steps: number
  /** Policy parameters, [p]. */
  readonly theta: Float64Array
  /** Baseline parameters that the next batch is judged by (or bootstraps from). */
  readonly baseline: Float64Array
  /** What the observation normaliser has seen; absent when observations are not normalised. */
  readonly observations?: ObservationStatistics | undefined
  /** The episodes that the last iteration left unfinished, in lane order; absent when every iteration starts afresh. */
  readonly open?: readonly OpenEpisode[] | undefined
}
