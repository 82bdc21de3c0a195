import type { ObservationArray } from '@trpo/math'
import type { Random } from '@trpo/random'
import type { EnvironmentSpec } from './environment.ts'

/**
 * Many environments of one kind, stepped together into preallocated arrays. A sampler never sees anything else.
 *
 * A single environment is lifted by `lanesOf`; a simulator that is batched by nature implements this directly. Lanes are
 * independent of one another. Arrays are row-major with one row a lane: actions [count, k], observations [count, o], rewards,
 * terminated and truncated [count].
 */
export interface Lanes {
  /** What is known of every lane's environment. */
  readonly spec: EnvironmentSpec
  /** How many lanes there are, at least 1. */
  readonly count: number
  /** Starts an episode in one lane. */
  reset(lane: number, random: Random): void
  /**
   * One step of every lane whose entry in `active` is not 0; the others are left alone, their outputs untouched. `randoms` has
   * one source of draws a lane. terminated and truncated are written as 0 or 1.
   *
   * It may return a promise, for example where the environments live in another process. The outputs are there once it settles,
   * and no other call may come before. Lanes in the same thread return nothing, and nobody waits for them.
   */
  step(
    active: Uint8Array,
    actions: Float64Array,
    randoms: readonly Random[],
    rewards: Float64Array,
    terminated: Uint8Array,
    truncated: Uint8Array,
  ): void | Promise<void>
  /** Writes the observation of every lane that is not 0 in `active` into its row; `into` is of the space's type (`observationArray`). */
  observe(active: Uint8Array, into: ObservationArray): void
  /**
   * What the last step of each lane reported, [count, s]: the s numbers of `spec.info` in their order. `step` writes the rows of
   * the lanes that it steps; the array is the lanes' own, stays the same, and is only read by others. Lanes have it where their
   * specification declares such numbers.
   */
  readonly info?: Float64Array
  /** Releases what the lanes hold. A second call does nothing; any other call after it is an error. */
  dispose(): void
}

/**
 * Lanes that can go back to earlier states, as the vine procedure (section 5.2) needs. They have a type of their own, so that a
 * vine over any others does not compile.
 */
export interface RestorableLanes<S = unknown> extends Lanes {
  /** The whole state of a lane, as a value that later steps do not change. */
  snapshot(lane: number): S
  /** Puts a lane into a snapshot taken from any lane of these, or of others of the same kind. */
  restore(lane: number, snapshot: S): void
}

/** Whether the lanes can go back to an earlier state, for callers that learn of it only at run time. */
export function isRestorableLanes(lanes: Lanes): lanes is RestorableLanes {
  return (
    'snapshot' in lanes &&
    typeof lanes.snapshot === 'function' &&
    'restore' in lanes &&
    typeof lanes.restore === 'function'
  )
}
