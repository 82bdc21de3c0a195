import { type EnvironmentSpec, type ObservationArray, observationArray, spaceSize } from '@trpo/envs'

/** What the environments of a sampler's lanes read and write: one row a lane. */
export interface LaneArrays {
  /** Lanes that take the next step, [count]. */
  readonly active: Uint8Array
  /** Lanes that were just reset and have not been observed since, [count]. */
  readonly fresh: Uint8Array
  /** Observations, [count, o], of the type of their space. */
  readonly observed: ObservationArray
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
export function laneArrays(count: number, { observationSpace, actionSpace }: EnvironmentSpec): LaneArrays {
  return {
    active: new Uint8Array(count),
    fresh: new Uint8Array(count),
    observed: observationArray(observationSpace, count),
    acted: new Float64Array(count * spaceSize(actionSpace)),
    rewards: new Float64Array(count),
    terminated: new Uint8Array(count),
    truncated: new Uint8Array(count),
  }
}
