import type { Environment, Lanes } from '@trpo/envs'
import { asConfigError } from '../errors.ts'

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

/** The same for a single environment. */
export function guarded(environment: Environment, name: string): Environment {
  return {
    spec: environment.spec,
    reset: (random) => asConfigError(`reset() of ${name} failed`, () => environment.reset(random)),
    step: (action, random) => asConfigError(`step() of ${name} failed`, () => environment.step(action, random)),
    observe: (into) => asConfigError(`observe() of ${name} failed`, () => environment.observe(into)),
    dispose: () => environment.dispose?.(),
  }
}
