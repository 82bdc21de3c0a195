import type { BoxType } from '@trpo/envs'
import type { ObservationArray } from '@trpo/networks'
import { finiteIn, firstNonFinite, type Place, refuseNumber } from './finite-checks.ts'

/** Checks of the numbers that go between a policy and the environments of some lanes. Each throws a NonFiniteError. */
export interface LaneChecks {
  /** What a lane shows, in its row of `observed`, must be finite once it is stored as `type`. */
  observation(observed: ObservationArray, type: BoxType, lane: number, iteration: number): void
  /** What a lane was rewarded with must be finite. */
  reward(reward: number, lane: number, iteration: number): void
  /**
   * An action for a lane, row `row` of `actions`, must be finite.
   *
   * @param by who drew it; @default the policy
   */
  action(actions: Float64Array, row: number, lane: number, iteration: number, by?: DrawnBy): void
}

/** Who draws actions, for the message about one that is not finite. */
export interface DrawnBy {
  /** Such as `the policy`. */
  readonly who: string
  /** What to do about it, or whose fault it is. */
  readonly remedy: string
}

const BY_POLICY: DrawnBy = {
  who: 'the policy',
  remedy: "its parameters are too large, not the environment's doing",
}

/** Sizes of what is checked, and where it comes from. */
interface CheckedLanes {
  /** Name of the environment. */
  readonly environment: string
  readonly observationSize: number
  readonly actionSize: number
  /** Where a lane is. */
  readonly placeOf: (lane: number, iteration: number) => Place
}

/** The checks of some lanes. */
export function laneChecks({ environment, observationSize, actionSize, placeOf }: CheckedLanes): LaneChecks {
  return {
    observation(observed, type, lane, iteration) {
      const start = lane * observationSize
      const bad = firstNonFinite(observed, start, start + observationSize, type)
      if (bad >= 0)
        refuseNumber(
          `${environment} gave an observation whose entry ${bad - start} is ${observed[bad]},`,
          placeOf(lane, iteration),
          `every entry must be ${finiteIn(type)}`,
        )
    },
    reward(reward, lane, iteration) {
      if (!Number.isFinite(reward))
        refuseNumber(
          `${environment} gave the reward ${reward}`,
          placeOf(lane, iteration),
          'a reward must be a finite number',
        )
    },
    action(actions, row, lane, iteration, { who, remedy } = BY_POLICY) {
      const start = row * actionSize
      const bad = firstNonFinite(actions, start, start + actionSize, 'f64')
      if (bad >= 0)
        refuseNumber(
          `${who} drew an action whose entry ${bad - start} is ${actions[bad]},`,
          placeOf(lane, iteration),
          remedy,
        )
    },
  }
}
