import { boxObservations, type Environment, observationArray } from '@trpo/envs'
import { act, mode, type Policy } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { InputError } from '../errors.ts'

/** How actions are chosen: `sample` draws them from the policy, `mode` takes the most likely one. */
export type ActionChoice = 'sample' | 'mode'

/** Mean, population standard deviation and extremes of some numbers. */
interface Spread {
  readonly mean: number
  readonly std: number
  readonly min: number
  readonly max: number
}

/** Returns (undiscounted) and lengths of the episodes of an evaluation. */
export interface PolicyEvaluation {
  readonly choice: ActionChoice
  readonly episodes: number
  readonly returns: Spread
  readonly lengths: Spread
  /** Episodes that reached the limit of `maxSteps` before they ended. */
  readonly cut: number
}

/** What to run. */
export interface EvaluationRequest {
  readonly policy: Policy
  /** The environment. The caller makes it and disposes of it. */
  readonly environment: Environment
  readonly choice: ActionChoice
  readonly episodes: number
  readonly seed: number
  /** Steps after which an episode is given up. */
  readonly maxSteps: number
}

/**
 * Runs whole episodes. Episode i takes its draws from streams of their own purposes at (0, i, step), so it starts alike
 * for `sample` and `mode`, and none of it was used in training.
 *
 * Throws an InputError when the environment gives a number that is not finite.
 */
export function evaluatePolicy(request: EvaluationRequest): PolicyEvaluation {
  const { choice, episodes, seed, maxSteps } = request
  // As in training, the environment itself does to actions what its config says.
  const policy: Policy = { ...request.policy, actions: undefined }
  const environment = boxObservations(request.environment)
  const observation = observationArray(environment.spec.observationSpace)
  const resets = randomStream(seed, 'evaluation reset')
  const steps = randomStream(seed, 'evaluation environment')
  const draws = randomStream(seed, 'evaluation action')
  const returns: number[] = []
  const lengths: number[] = []
  let cut = 0
  for (let episode = 0; episode < episodes; episode++) {
    environment.reset(resets.seek(0, episode, 0))
    let total = 0
    let step = 0
    for (let over = false; !over; ) {
      environment.observe(observation)
      assertFinite(observation, `observation at step ${step} of episode ${episode}`)
      const action =
        choice === 'mode' ? mode(policy, observation) : act(policy, observation, draws.seek(0, episode, step))
      const result = environment.step(action, steps.seek(0, episode, step))
      assertFinite([result.reward], `reward at step ${step} of episode ${episode}`)
      total += result.reward
      step++
      over = result.terminated || result.truncated === true
      if (!over && step >= maxSteps) {
        cut++
        over = true
      }
    }
    returns.push(total)
    lengths.push(step)
  }
  return { choice, episodes, returns: spreadOf(returns), lengths: spreadOf(lengths), cut }
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  // Math.min(...values) would overflow the stack with so many arguments.
  const min = values.reduce((a, b) => Math.min(a, b))
  const max = values.reduce((a, b) => Math.max(a, b))
  return { mean, std: Math.sqrt(variance), min, max }
}

function assertFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw new InputError(`the environment gave the ${what} as ${values[i]}; expected finite numbers`)
}
