import { assertAction } from '../assert-action.ts'
import type { Environment, RestorableEnvironment } from '../environment.ts'
import { boxActions } from './box-actions.ts'
import { derive } from './derive.ts'

/**
 * Clamps every entry of an action to the bounds of the environment's box before the environment sees it, so that costs
 * on actions are charged on the clamped ones too. NaN stays NaN. The specification stays as it is.
 *
 * Throws a TypeError unless the actions are a box; `step` throws on an action of a wrong length.
 */
export function clipAction<S>(environment: RestorableEnvironment<S>): RestorableEnvironment<S>
export function clipAction(environment: Environment): Environment
export function clipAction(environment: Environment): Environment {
  const spec = environment.spec
  const { low, high } = boxActions(spec, 'clipAction')
  const clipped = new Float64Array(low.length)
  return derive(environment, {
    spec,
    step(action, random) {
      assertAction(spec, action)
      for (let i = 0; i < clipped.length; i++) clipped[i] = Math.min(high[i], Math.max(low[i], action[i]))
      return environment.step(clipped, random)
    },
  })
}
