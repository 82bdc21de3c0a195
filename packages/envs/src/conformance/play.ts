import type { ObservationArray } from '@trpo/math'
import { type RandomStream, randomStream } from '@trpo/random'
import type { Environment, Transition } from '../environment.ts'
import { observationArray } from '../observation-array.ts'
import { namesOf } from '../reported-scalar.ts'
import { spaceSize } from '../spaces.ts'
import type { PlaySettings } from './check.ts'
import type { Frame } from './frame.ts'

/** Draws for the environment and for the actions of one lane, each at (episode, lane, step). */
export interface Draws {
  environment(episode: number, step: number): RandomStream
  action(episode: number, step: number): RandomStream
}

/** The draws of a lane: equal seeds and lanes give equal draws. Step 0 is the reset. */
export function drawsOf(seed: number, lane: number): Draws {
  const environment = randomStream(seed, 'conformance/environment')
  const action = randomStream(seed, 'conformance/action')
  return {
    environment: (episode, step) => environment.seek(episode, lane, step),
    action: (episode, step) => action.seek(episode, lane, step),
  }
}

/** What a check does around the steps of a run. */
export interface Observer {
  /** Called before every step. */
  beforeStep?(environment: Environment): void
  /** Called after every step, with the very array that was handed in as the action, and a copy from before. */
  afterStep?(result: Transition, action: Float64Array, asked: Float64Array): void
}

/**
 * Plays `settings.steps` steps, with a reset first and after every end of an episode; yields a frame for each reset
 * and each step, so that runs can be interleaved.
 */
export function* play(
  environment: Environment,
  settings: PlaySettings,
  lane = 0,
  observer: Observer = {},
): Generator<Frame> {
  const { spec } = environment
  const draws = drawsOf(settings.seed, lane)
  const actionSize = spaceSize(spec.actionSpace)
  const names = namesOf(spec.info)
  let episode = 0
  let step = 0
  environment.reset(draws.environment(0, 0))
  let observation = observed(environment)
  yield { observation, reward: 0, terminated: false, truncated: false }
  for (let n = 0; n < settings.steps; n++) {
    step += 1
    // A new array each time, so that one kept by the environment is not overwritten by the next action.
    const action = new Float64Array(actionSize)
    settings.act(observation, draws.action(episode, step), action)
    const asked = action.slice()
    observer.beforeStep?.(environment)
    const result = environment.step(action, draws.environment(episode, step))
    observer.afterStep?.(result, action, asked)
    const { reward, terminated, truncated = false } = result
    observation = observed(environment)
    yield { observation, reward, terminated, truncated, info: names.map((name) => result.info?.[name] ?? Number.NaN) }
    if (!terminated && !truncated) continue
    episode += 1
    step = 0
    environment.reset(draws.environment(episode, 0))
    observation = observed(environment)
    yield { observation, reward: 0, terminated: false, truncated: false }
  }
}

/** A new array with the present observation. */
export function observed(environment: Environment): ObservationArray {
  const observation = observationArray(environment.spec.observationSpace)
  environment.observe(observation)
  return observation
}

/** Makes environments, runs, and disposes of them all, whatever happens. */
export function withEnvironments<T>(
  create: () => Environment,
  count: number,
  run: (...environments: Environment[]) => T,
): T {
  const environments: Environment[] = []
  try {
    while (environments.length < count) environments.push(create())
    return run(...environments)
  } finally {
    for (const environment of environments) environment.dispose?.()
  }
}
