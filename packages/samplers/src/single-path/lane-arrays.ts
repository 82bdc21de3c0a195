/** What the environments of a sampler's lanes read and write: one row a lane. */
export interface LaneArrays {
  /** Lanes that take the next step, [count]. */
  readonly active: Uint8Array
  /** Lanes that were just reset and have not been observed since, [count]. */
  readonly fresh: Uint8Array
  /** Observations, [count, o]. */
  readonly observed: Float64Array
  /** Actions, [count, k]. */
  readonly acted: Float64Array
  /** Rewards of the last step, [count]. */
  readonly rewards: Float64Array
  /** Whether it ended the episode, [count]. */
  readonly terminated: Uint8Array
  /** Whether a time limit stopped the episode at it, [count]. */
  readonly truncated: Uint8Array
}

/** Arrays for `count` lanes, all zeros. */
export function laneArrays(count: number, observationSize: number, actionSize: number): LaneArrays {
  return {
    active: new Uint8Array(count),
    fresh: new Uint8Array(count),
    observed: new Float64Array(count * observationSize),
    acted: new Float64Array(count * actionSize),
    rewards: new Float64Array(count),
    terminated: new Uint8Array(count),
    truncated: new Uint8Array(count),
  }
}
