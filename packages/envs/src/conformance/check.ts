import type { ObservationArray } from '@trpo/math'
import type { Random } from '@trpo/random'
import type { EnvironmentSpec } from '../environment.ts'
import { sampleSpace } from '../sample-space.ts'

/** One thing that must hold. */
export interface ConformanceCheck {
  /** What holds, as a sentence: the title of a test. */
  readonly name: string
  /** What to do about an environment that fails it, in a sentence or two. Every check of an environment has one. */
  readonly remedy?: string
  /** Tries it. Throws an Error that says what was found where; returns when it holds. */
  run(): void
}

/** How the checks play. */
export interface PlayOptions {
  /**
   * Seed of all draws.
   * @default 1
   */
  readonly seed?: number
  /**
   * Steps of a run, over as many episodes as they take.
   * @default 200
   */
  readonly steps?: number
  /**
   * Chooses an action and writes it into `into`. It must depend on its arguments alone. Give one that keeps episodes alive
   * where random actions end them at once.
   * @default a random value of the action space
   */
  act?(observation: ObservationArray, random: Random, into: Float64Array): void
}

/** `PlayOptions` with everything decided. */
export type PlaySettings = Required<PlayOptions>

/** Fills in the defaults. Throws a RangeError unless `steps` is an integer of at least 1. */
export function playSettings(spec: Pick<EnvironmentSpec, 'actionSpace'>, options: PlayOptions): PlaySettings {
  const { seed = 1, steps = 200 } = options
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`steps is ${steps}, expects an integer of at least 1`)
  }
  return {
    seed,
    steps,
    act: (observation, random, into) =>
      options.act === undefined ? sampleSpace(spec.actionSpace, random, into) : options.act(observation, random, into),
  }
}
