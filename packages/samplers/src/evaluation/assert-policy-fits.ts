import { boxBounds, type EnvironmentSpec } from '@trpo/envs'
import type { Policy } from '@trpo/policies'
import { assertModelFits } from '../single-path/assert-model-fits.ts'

/**
 * Throws a RangeError unless the policy reads the environment's observations, its actions are of the environment's action space,
 * and the bounds that it fits them to, where it has any, are the environment's. Bounds that differ mean another environment,
 * or one in which a transform fits the actions already, so that they would be fitted twice.
 */
export function assertPolicyFits(spec: EnvironmentSpec, policy: Policy): void {
  assertModelFits(spec, policy)
  const { actions } = policy
  if (actions === undefined || spec.actionSpace.kind !== 'box') return
  const { low, high } = boxBounds(spec.actionSpace)
  const at = actions.low.findIndex((least, i) => least !== low[i] || actions.high[i] !== high[i])
  if (at < 0) return
  throw new RangeError(
    `the policy gives actions in [${actions.low[at]}, ${actions.high[at]}] at entry ${at}, ${spec.name} takes [${low[at]}, ${high[at]}]; take the environment that it was trained for, or { ...policy, actions: undefined } where a transform fits the actions already`,
  )
}
