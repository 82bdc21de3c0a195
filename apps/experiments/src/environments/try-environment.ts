import { type Environment, type EnvironmentSpec, lanesOf, sampleSpace, spaceSize } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import { asInput, InputError } from '../errors.ts'

/**
 * Makes an environment, looks at its specification, resets it and takes one random step. Throws an InputError that names
 * the first thing that is wrong; gives the specification when nothing is.
 */
export async function tryEnvironment(create: () => Environment, name: string, seed: number): Promise<EnvironmentSpec> {
  const made: unknown = create()
  assertShape(made, name)
  const random = randomStream(seed, 'trial').seek(0, 0, 0)
  const lanes = asInput(name, () => lanesOf(() => made, 1))
  try {
    const { spec } = made
    asInput(name, () => {
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

function assertShape(made: unknown, name: string): asserts made is Environment {
  if (typeof made !== 'object' || made === null)
    throw new InputError(`createEnvironment() of ${name} returned ${String(made)}; expected an environment`)
  if (made instanceof Promise)
    throw new InputError(
      `createEnvironment() of ${name} returned a promise; await what is asynchronous at the top level of the module`,
    )
  for (const method of ['reset', 'step', 'observe'])
    if (typeof Reflect.get(made, method) !== 'function')
      throw new InputError(
        `the environment of ${name} has no function ${method}; expected spec, reset, step and observe`,
      )
  const spec: unknown = Reflect.get(made, 'spec')
  if (
    typeof spec !== 'object' ||
    spec === null ||
    !('name' in spec && 'observationSpace' in spec && 'actionSpace' in spec)
  )
    throw new InputError(
      `the spec of ${name} is ${JSON.stringify(spec)}; expected { name, observationSpace, actionSpace, timeLimit? }`,
    )
}

function assertFinite(values: Float64Array, what: string, name: string): void {
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0)
    throw new InputError(
      `${name}: the ${what} is ${values[bad]}${values.length > 1 ? ` at entry ${bad}` : ''}; expected finite numbers`,
    )
}
