import { type Environment, type EnvironmentSpec, lanesOf, sampleSpace, spaceSize } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import { asConfigError, ConfigError } from '../errors.ts'

/**
 * Makes an environment, looks at its specification, resets it and takes one random step. Throws a ConfigError that names
 * the first thing that is wrong; gives the specification when nothing is.
 */
export async function tryEnvironment(create: () => Environment, name: string, seed: number): Promise<EnvironmentSpec> {
  const made = create()
  const random = randomStream(seed, 'trial').seek(0, 0, 0)
  const lanes = asConfigError(name, () => lanesOf(() => made, 1))
  try {
    const { spec } = made
    asConfigError(name, () => {
      const active = Uint8Array.of(1)
      const observation = new Float64Array(spaceSize(spec.observationSpace))
      lanes.reset(0, random)
      lanes.observe(active, observation)
      assertFinite(observation, 'observation after reset()', name)
      const action = new Float64Array(spaceSize(spec.actionSpace))
      sampleSpace(spec.actionSpace, random, action)
      const rewards = new Float64Array(1)
      lanes.step(active, action, [random], rewards, new Uint8Array(1), new Uint8Array(1))
      lanes.observe(active, observation)
      assertFinite(rewards, 'reward of the first step', name)
      assertFinite(observation, 'observation after the first step', name)
    })
    return spec
  } finally {
    lanes.dispose()
  }
}

function assertFinite(values: Float64Array, what: string, name: string): void {
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0)
    throw new ConfigError(
      `${name}: the ${what} is ${values[bad]}${values.length > 1 ? ` at entry ${bad}` : ''}; expected finite numbers`,
    )
}
