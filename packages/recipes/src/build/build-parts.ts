import { inProcessShard, type RunParts, type Shard } from '@trpo/core'
import { boxBounds, describeSpace } from '@trpo/envs'
import { assertLoadable } from '@trpo/policies'
import type { GroupRange } from '@trpo/samplers'
import { buildKind } from '../config/kind.ts'
import type { Config } from '../config/schema.ts'
import type { FittedEnvironment, LoadedEnvironment } from '../environments/prepare-environment.ts'
import { asConfigError, ConfigError } from '../errors.ts'
import { estimators } from '../estimator/registry.ts'
import { objectives } from '../objective/registry.ts'
import { policies } from '../policy/registry.ts'
import { samplers } from '../sampler/registry.ts'
import { updates } from '../update/registry.ts'

/**
 * The parts of the run that a config describes. Throws a ConfigError when its settings do not go together, or when the policy
 * could be trained and saved, but not loaded again.
 *
 * @param environment what is known of it, such as what `loadEnvironment` gives
 */
export function buildParts(config: Config, environment: FittedEnvironment): RunParts {
  return asConfig(() => {
    const { spec } = environment
    if (config.policy.normalizeObservations && spec.observationSpace.type === 'u8')
      throw new ConfigError(
        `policy.normalizeObservations is true, and ${spec.name} shows ${describeSpace(spec.observationSpace)}; give --set policy.normalizeObservations=false, or let the environment write what its bytes stand for as f32`,
      )
    const policy = buildKind(policies, 'kind', config.policy, environment)
    assertLoadable(policy)
    return {
      seed: config.seed,
      policy,
      normalizeObservations: config.policy.normalizeObservations,
      actionBounds: spec.actionSpace.kind === 'box' ? boxBounds(spec.actionSpace) : undefined,
      sampling: buildKind(samplers, 'kind', config.sampler, undefined),
      estimator: buildKind(estimators, 'kind', config.estimator, spec),
      objective: buildKind(objectives, 'form', config.objective, undefined),
      update: buildKind(updates, 'kind', config.update, undefined),
    }
  })
}

/** The shard of some lane groups, in this thread. Throws a ConfigError when the config's settings do not go together. */
export function buildShard(
  config: Config,
  environment: LoadedEnvironment,
  groups?: GroupRange,
  parts: RunParts = buildParts(config, environment),
): Shard {
  return asConfig(() => inProcessShard(parts, (count) => environment.createLanes(count), groups))
}

/** Runs `work`; what it throws becomes a ConfigError about the config. */
function asConfig<T>(work: () => T): T {
  return asConfigError('the config cannot be run', work)
}
