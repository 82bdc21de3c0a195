import { assertTransition } from '../assert-transition.ts'
import type { Environment, RestorableEnvironment } from '../environment.ts'
import { derive } from './derive.ts'

/**
 * Multiplies every reward by `factor`. Returns and advantages scale with it, which reports should say. Throws a RangeError
 * unless the factor is finite.
 */
export function scaleReward<S>(environment: RestorableEnvironment<S>, factor: number): RestorableEnvironment<S>
export function scaleReward(environment: Environment, factor: number): Environment
export function scaleReward(environment: Environment, factor: number): Environment {
  if (!Number.isFinite(factor)) throw new RangeError(`reward factor is ${factor}, expects a finite number`)
  return derive(environment, {
    spec: environment.spec,
    step(action, random) {
      const result: unknown = environment.step(action, random)
      assertTransition(result, environment.spec.name)
      return { ...result, reward: result.reward * factor }
    },
  })
}
