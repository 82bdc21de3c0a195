import { isRestorableLanes, type Lanes, type RestorableLanes } from '@trpo/envs'
import { ConfigError } from '../errors.ts'

/**
 * The same lanes, as ones that can go back to earlier states. Where they cannot, it disposes of them and throws a ConfigError.
 */
export function restorableLanes(lanes: Lanes): RestorableLanes {
  if (isRestorableLanes(lanes)) return lanes
  lanes.dispose()
  throw new ConfigError(
    `a vine goes back to earlier states, and ${lanes.spec.name} cannot; give the environment snapshot() and restore(state), or set sampler.kind=single-path, estimator.kind=monte-carlo and objective.form=importance-sampled`,
  )
}
