import { assertAction } from '../assert-action.ts'
import type { Environment, EnvironmentSpec, RestorableEnvironment } from '../environment.ts'
import { box } from '../make-space.ts'
import type { Space } from '../spaces.ts'
import { boxActions } from './box-actions.ts'
import { derive } from './derive.ts'

/**
 * Lets a policy act in [-1, 1]: entry a becomes ((1 - a) low + (1 + a) high) / 2, so that -1 and 1 give the bounds of
 * the environment's box exactly. Nothing is clipped: an action beyond [-1, 1] lands beyond the bounds in proportion.
 * The new specification's action space is the box [-1, 1].
 *
 * Throws a TypeError unless the actions are a box with finite bounds; `step` throws on an action of a wrong length.
 */
export function scaleAction<S>(environment: RestorableEnvironment<S>): RestorableEnvironment<S>
export function scaleAction(environment: Environment): Environment
export function scaleAction(environment: Environment): Environment {
  const { low, high } = boxActions(environment.spec, 'scaleAction')
  if (![...low, ...high].every(Number.isFinite)) {
    throw new TypeError(
      `scaleAction needs finite bounds, the actions of ${environment.spec.name} have none on some side`,
    )
  }
  const ones = low.map(() => 1)
  const spec: EnvironmentSpec<Space> = {
    ...environment.spec,
    actionSpace: box(
      ones.map((one) => -one),
      ones,
    ),
  }
  const scaled = new Float64Array(low.length)
  return derive(environment, {
    spec,
    step(action, random) {
      assertAction(spec, action)
      for (let i = 0; i < scaled.length; i++) {
        scaled[i] = 0.5 * ((1 - action[i]) * low[i] + (1 + action[i]) * high[i])
      }
      return environment.step(scaled, random)
    },
  })
}
