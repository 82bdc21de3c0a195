import {
  assertTransition,
  derive,
  deriveLanes,
  type Environment,
  isRestorable,
  isRestorableLanes,
  type Lanes,
  type RestorableEnvironment,
  type RestorableLanes,
} from '@trpo/envs'
import { asConfigError, asConfigErrorAsync } from '../errors.ts'

/**
 * The same lanes, except that what they throw, at once or later, becomes a ConfigError that names the environment, as the fault
 * lies there.
 */
export function guardedLanes<S>(lanes: RestorableLanes<S>, name: string): RestorableLanes<S>
export function guardedLanes(lanes: Lanes, name: string): Lanes
export function guardedLanes(lanes: Lanes, name: string): Lanes {
  const derived = deriveLanes(lanes, {
    reset: (lane, random) =>
      asConfigError(`reset() of ${name} failed in lane ${lane}`, () => lanes.reset(lane, random)),
    step(active, actions, ...outputs) {
      const failed = `step() of ${name} failed`
      const over = asConfigError(failed, () => lanes.step(active, actions, ...outputs))
      return over === undefined ? undefined : asConfigErrorAsync(failed, () => over)
    },
    observe: (active, into) => asConfigError(`observe() of ${name} failed`, () => lanes.observe(active, into)),
  })
  if (!isRestorableLanes(lanes)) return derived
  const restorable: RestorableLanes = {
    ...derived,
    snapshot: (lane) => asConfigError(`snapshot() of ${name} failed in lane ${lane}`, () => lanes.snapshot(lane)),
    restore: (lane, snapshot) =>
      asConfigError(`restore() of ${name} failed in lane ${lane}`, () => lanes.restore(lane, snapshot)),
  }
  return restorable
}

/**
 * The same for a single environment. As with lanes, each step hands it an array of its own, which it may keep, for instance as
 * its last action.
 */
export function guarded<S>(environment: RestorableEnvironment<S>, name: string): RestorableEnvironment<S>
export function guarded(environment: Environment, name: string): Environment
export function guarded(environment: Environment, name: string): Environment {
  const derived = derive(environment, {
    reset: (random) => asConfigError(`reset() of ${name} failed`, () => environment.reset(random)),
    step(action, random) {
      const result = asConfigError(`step() of ${name} failed`, () => environment.step(action.slice(), random))
      asConfigError('', () => assertTransition(result, name))
      return result
    },
    observe: (into) => asConfigError(`observe() of ${name} failed`, () => environment.observe(into)),
  })
  if (!isRestorable(environment)) return derived
  const restorable: RestorableEnvironment = {
    ...derived,
    snapshot: () => asConfigError(`snapshot() of ${name} failed`, () => environment.snapshot()),
    restore: (snapshot) => asConfigError(`restore() of ${name} failed`, () => environment.restore(snapshot)),
  }
  return restorable
}
