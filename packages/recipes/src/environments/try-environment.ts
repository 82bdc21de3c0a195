import {
  type Environment,
  LaneError,
  lanesOf,
  type ObservationArray,
  observationArray,
  sampleSpace,
  spaceSize,
} from '@trpo/envs'
import { randomStream } from '@trpo/random'
import { asConfigError, ConfigError } from '../errors.ts'

/**
 * Resets an environment as its author wrote it, before any transform, and takes one random step. The type of every output is
 * checked. Throws a ConfigError that names the first fault. Disposes of the environment.
 */
export function tryEnvironment(environment: Environment, name: string, seed: number): void {
  const random = randomStream(seed, 'trial').seek(0, 0, 0)
  const lanes = asConfigError(name, () => lanesOf(() => environment, 1))
  try {
    const { spec } = lanes
    asConfigError(name, () => {
      const active = Uint8Array.of(1)
      const observation = observationArray(spec.observationSpace)
      lanes.reset(0, random)
      lanes.observe(active, observation)
      assertFinite(observation, 'observation after reset()', name)
      const action = new Float64Array(spaceSize(spec.actionSpace))
      sampleSpace(spec.actionSpace, random, action)
      const rewards = new Float64Array(1)
      stepAlone(() => lanes.step(active, action, [random], rewards, new Uint8Array(1), new Uint8Array(1)))
      lanes.observe(active, observation)
      assertFinite(rewards, 'reward of the first step', name)
      assertFinite(observation, 'observation after the first step', name)
    })
  } finally {
    lanes.dispose()
  }
}

/** Takes a step of one lane. What the environment throws is thrown as it is: no lane need be named. */
function stepAlone(step: () => void): void {
  try {
    step()
  } catch (error) {
    throw error instanceof LaneError && error.cause !== undefined ? error.cause : error
  }
}

function assertFinite(values: ObservationArray, what: string, name: string): void {
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0)
    throw new ConfigError(
      `${name}: the ${what} is ${values[bad]}${values.length > 1 ? ` at entry ${bad}` : ''}; expected finite numbers`,
    )
}
