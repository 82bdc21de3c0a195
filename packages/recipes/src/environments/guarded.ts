import { type Environment, type Lanes, transitionFault } from '@trpo/envs'
import { asConfigError, ConfigError } from '../errors.ts'

const EXPECTED = '{ reward: number, terminated: boolean, truncated?: boolean }'

/** The same lanes; what they throw is a ConfigError that says which environment threw, since the rest of us is not at fault. */
export function guardedLanes(lanes: Lanes, name: string): Lanes {
  return {
    spec: lanes.spec,
    count: lanes.count,
    reset: (lane, random) =>
      asConfigError(`reset() of ${name} failed in lane ${lane}`, () => lanes.reset(lane, random)),
    step: (active, actions, ...outputs) =>
      asConfigError(`step() of ${name} failed`, () => lanes.step(active, actions, ...outputs)),
    observe: (active, into) => asConfigError(`observe() of ${name} failed`, () => lanes.observe(active, into)),
    dispose: () => lanes.dispose(),
  }
}

/**
 * The same for a single environment. Each step hands it an action of its own, as lanes do: it may keep the array, as its last
 * action say.
 */
export function guarded(environment: Environment, name: string): Environment {
  return {
    spec: environment.spec,
    reset: (random) => asConfigError(`reset() of ${name} failed`, () => environment.reset(random)),
    step(action, random) {
      const result = asConfigError(`step() of ${name} failed`, () => environment.step(action.slice(), random))
      const wrong = transitionFault(result)
      if (wrong !== undefined) throw new ConfigError(`step() of ${name} returned ${wrong}, expects ${EXPECTED}`)
      return result
    },
    observe: (into) => asConfigError(`observe() of ${name} failed`, () => environment.observe(into)),
    dispose: () => environment.dispose?.(),
  }
}
