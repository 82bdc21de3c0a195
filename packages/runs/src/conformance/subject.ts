import type { Training, TrainingProgress } from '@trpo/core'

/** What a check is done on. */
export interface Subject<S extends TrainingProgress> {
  readonly training: Training<S>
  /** Another one, built in the same way. */
  readonly other: Training<S>
  readonly iterations: number
}
