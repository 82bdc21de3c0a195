import type { ObservationArray } from '@trpo/networks'
import { NonFiniteError } from '../errors/non-finite-error.ts'

/**
 * Checks of the numbers that go between a policy and its environment in an evaluation. Each throws a NonFiniteError that names
 * the step and the episode, both from 0.
 */
export interface EvaluationChecks {
  /** What a lane shows, in its row of `observed`. */
  observation(observed: ObservationArray, lane: number, step: number, episode: number): void
  /** The action for a lane, row `row` of `actions`. */
  action(actions: Float64Array, row: number, lane: number, step: number, episode: number): void
  /** What a lane was rewarded with. */
  reward(reward: number, lane: number, step: number, episode: number): void
}

/** The checks for an environment of that name. */
export function evaluationChecks(name: string, observationSize: number, actionSize: number): EvaluationChecks {
  const refuse = (what: string, expected: string, lane: number, step: number, episode: number): never => {
    throw new NonFiniteError(`${what} at step ${step} of episode ${episode}; ${expected}`, lane, step)
  }
  /** The first entry of a row that is not finite, or -1. */
  const faultIn = (values: ObservationArray, row: number, size: number): number => {
    for (let i = 0; i < size; i++) if (!Number.isFinite(values[row * size + i])) return i
    return -1
  }
  return {
    observation(observed, lane, step, episode) {
      const bad = faultIn(observed, lane, observationSize)
      if (bad < 0) return
      const value = observed[lane * observationSize + bad]
      refuse(`${name} gave the observation ${value} (entry ${bad})`, 'expected finite numbers', lane, step, episode)
    },
    action(actions, row, lane, step, episode) {
      const bad = faultIn(actions, row, actionSize)
      if (bad < 0) return
      const value = actions[row * actionSize + bad]
      refuse(
        `the policy gave the action ${value} (entry ${bad})`,
        "its parameters are too large, not the environment's doing",
        lane,
        step,
        episode,
      )
    },
    reward(reward, lane, step, episode) {
      if (!Number.isFinite(reward))
        refuse(`${name} gave the reward ${reward}`, 'expected finite numbers', lane, step, episode)
    },
  }
}
