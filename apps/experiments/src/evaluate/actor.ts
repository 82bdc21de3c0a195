import { boxObservations, type Environment, observationArray } from '@trpo/envs'
import { act, mode, type Policy } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import type { ActionChoice } from '@trpo/samplers'
import { InputError } from '../errors.ts'

/** Who acts, where, and from which draws. */
export interface ActorRequest {
  readonly policy: Policy
  /** The environment. The caller makes it and disposes of it. */
  readonly environment: Environment
  readonly choice: ActionChoice
  readonly seed: number
}

/** A policy in its environment. */
export interface Actor {
  /** Begins an episode. */
  begin(episode: number): void
  /** A step of an episode that has had `step` of them. */
  step(episode: number, step: number): { readonly reward: number; readonly over: boolean }
}

/**
 * A policy that acts in an environment of its own. Episode i takes its draws from streams of their own purposes at (0, i, step),
 * so it starts alike for `sample` and `mode`, and none of it was used in training.
 *
 * `step` throws an InputError when the environment gives a number that is not finite.
 */
export function actorOf({ policy: given, environment: own, choice, seed }: ActorRequest): Actor {
  // As in training, the environment itself does to actions what its config says.
  const policy: Policy = { ...given, actions: undefined }
  const environment = boxObservations(own)
  const observation = observationArray(environment.spec.observationSpace)
  const resets = randomStream(seed, 'evaluation reset')
  const steps = randomStream(seed, 'evaluation environment')
  const draws = randomStream(seed, 'evaluation action')
  return {
    begin: (episode) => environment.reset(resets.seek(0, episode, 0)),
    step(episode, step) {
      environment.observe(observation)
      assertFinite(observation, `observation at step ${step} of episode ${episode}`)
      const action =
        choice === 'mode' ? mode(policy, observation) : act(policy, observation, draws.seek(0, episode, step))
      const result = environment.step(action, steps.seek(0, episode, step))
      assertFinite([result.reward], `reward at step ${step} of episode ${episode}`)
      return { reward: result.reward, over: result.terminated || result.truncated === true }
    },
  }
}

function assertFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw new InputError(`the environment gave the ${what} as ${values[i]}; expected finite numbers`)
}
