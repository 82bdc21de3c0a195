import type { ObservationStatistics } from '@trpo/policies'
import type { OpenEpisode } from '@trpo/samplers'
import type { Tensors } from '../estimators/estimator.ts'

/** Everything that the future of a run depends on, besides its parts. Nothing in it is ever written to. */
export interface TrainingState {
  /** Iterations done. */
  readonly iteration: number
  /** Environment steps so far. */
  readonly steps: number
  /** Policy parameters, [p]. */
  readonly theta: Float64Array
  /** What the estimator carries on: the parameters of a baseline or of a value network. */
  readonly estimator: Tensors
  /** What the observation normaliser has seen; absent when observations are not normalised. */
  readonly observations?: ObservationStatistics | undefined
  /** The episodes that the last iteration left unfinished, in lane order; absent when every iteration starts afresh. */
  readonly open?: readonly OpenEpisode[] | undefined
}
