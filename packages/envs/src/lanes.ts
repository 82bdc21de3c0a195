import type { Random } from '@trpo/random'
import type { EnvironmentSpec } from './environment.ts'

/**
 * Many environments of one kind, stepped together into preallocated arrays: all that a sampler ever sees.
 *
 * A single environment is lifted by `lanesOf`; a simulator that is batched by nature implements this directly.
 * Lanes are independent of one another. Arrays are row-major with one row a lane: actions [count, k], observations
 * [count, o], rewards, terminated and truncated [count].
 */
export interface Lanes {
  /** What is known of every lane's environment. */
  readonly spec: EnvironmentSpec
  /** How many lanes there are, at least 1. */
  readonly count: number
  /** Starts an episode in one lane. */
  reset(lane: number, random: Random): void
  /**
   * One step of every lane whose entry in `active` is not 0; the others are left alone, their outputs untouched.
   * `randoms` has one source of draws a lane. terminated and truncated are written as 0 or 1.
   */
  step(
    active: Uint8Array,
    actions: Float64Array,
    randoms: readonly Random[],
    rewards: Float64Array,
    terminated: Uint8Array,
    truncated: Uint8Array,
  ): void
  /** Writes the observation of every lane that is not 0 in `active` into its row, in f64. */
  observe(active: Uint8Array, into: Float64Array): void
  /** Releases what the lanes hold. A second call does nothing; any other call after it is an error. */
  dispose(): void
}
