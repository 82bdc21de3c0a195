import { type Baseline, timeDependentBaseline } from '@trpo/core'
import type { EnvironmentSpec } from '@trpo/envs'
import { ConfigError } from '../../errors.ts'
import type { Kind } from '../../kinds/kind.ts'

/** The mean return at each time step. */
export interface TimeDependentConfig {
  readonly kind: 'time-dependent'
}

/** The mean return at each time step, for environments with a time limit. */
export const timeDependent: Kind<TimeDependentConfig, EnvironmentSpec, Baseline> = {
  kind: 'time-dependent',
  fields: {},
  defaults: { kind: 'time-dependent' },
  build(_config, { name, timeLimit }) {
    if (timeLimit === undefined)
      throw new ConfigError(
        `estimator.baseline.kind is "time-dependent", which needs a time limit, and ${name} states none; give --set environment.timeLimit=1000 or --set estimator.baseline.kind=linear-features`,
      )
    return timeDependentBaseline(timeLimit)
  },
}
