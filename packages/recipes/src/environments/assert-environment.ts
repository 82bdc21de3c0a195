import { type Environment, specFault } from '@trpo/envs'
import { ConfigError } from '../errors.ts'

/** Throws a ConfigError unless what `createEnvironment` returned has the parts of an environment. */
export function assertEnvironment(made: unknown, name: string): asserts made is Environment {
  if (typeof made !== 'object' || made === null)
    throw new ConfigError(`createEnvironment() of ${name} returned ${String(made)}; expected an environment`)
  if (made instanceof Promise)
    throw new ConfigError(
      `createEnvironment() of ${name} returned a promise; await what is asynchronous at the top level of the module`,
    )
  for (const method of ['reset', 'step', 'observe'])
    if (typeof Reflect.get(made, method) !== 'function')
      throw new ConfigError(
        `the environment of ${name} has no function ${method}; expected spec, reset, step and observe`,
      )
  const spec: unknown = Reflect.get(made, 'spec')
  const fault = specFault(spec)
  if (fault !== undefined) throw new ConfigError(`${name}: ${fault}`)
}
