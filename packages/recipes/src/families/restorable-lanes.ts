import { isRestorableLanes, type Lanes, type RestorableLanes } from '@trpo/envs'
import { ConfigError } from '../errors.ts'

/** Lanes that can go back to earlier states. Throws a ConfigError where these cannot, and disposes of them then. */
export function restorableLanes(lanes: Lanes): RestorableLanes {
  if (isRestorableLanes(lanes)) return lanes
  lanes.dispose()
  throw new ConfigError(
    `a vine goes back to earlier states, and ${lanes.spec.name} cannot; give the environment snapshot() and restore(state), or set sampler.kind=single-path, estimator.kind=monte-carlo and objective.form=importance-sampled`,
  )
}
