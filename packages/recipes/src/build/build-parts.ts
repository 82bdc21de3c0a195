import {
  type Baseline,
  fisher,
  importanceSampled,
  inProcessShard,
  linearFeatureBaseline,
  monteCarlo,
  type RunParts,
  type Shard,
  sampledObjective,
  timeDependentBaseline,
  trustRegionUpdate,
  zeroBaseline,
} from '@trpo/core'
import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { type GroupRange, singlePath } from '@trpo/samplers'
import type { Config } from '../config/config.ts'
import type { LoadedEnvironment } from '../environments/prepare-environment.ts'
import { asConfigError, ConfigError } from '../errors.ts'
import { buildModel } from './build-model.ts'

/** The parts of the run that a config describes. Throws a ConfigError when its settings do not go together. */
export function buildParts(config: Config, spec: EnvironmentSpec): RunParts {
  const { seed, algorithm, sampling } = config
  const { unit, perIteration, lanes, episodes } = sampling
  const { discount, stateWeighting, bootstrap, gaeLambda, standardizeAdvantages } = algorithm
  return asConfig(() => ({
    seed,
    policy: buildModel(config, spec),
    normalizeObservations: config.policy.normalizeObservations,
    sampling: singlePath({
      lanes,
      episodes,
      quota: unit === 'paths' ? { kind: 'paths', paths: perIteration } : { kind: 'steps', steps: perIteration },
    }),
    estimator: monteCarlo({
      baseline: buildBaseline(config, spec),
      discount,
      stateWeighting,
      bootstrap,
      gaeLambda,
      standardizeAdvantages,
    }),
    objective: sampledObjective({ form: importanceSampled(), metric: fisher(algorithm.fisherStride) }),
    update: trustRegionUpdate(algorithm),
  }))
}

/** The shard of some lane groups, in this thread. Throws a ConfigError when the config's settings do not go together. */
export function buildShard(
  config: Config,
  environment: LoadedEnvironment,
  groups?: GroupRange,
  parts: RunParts = buildParts(config, environment.spec),
): Shard {
  return asConfig(() => inProcessShard(parts, (count) => environment.createLanes(count), groups))
}

/** Runs `work`; what it throws becomes a ConfigError about the config. */
function asConfig<T>(work: () => T): T {
  return asConfigError('the config cannot be run', work)
}

function buildBaseline(config: Config, spec: EnvironmentSpec): Baseline {
  const { kind, ridge } = config.baseline
  switch (kind) {
    case 'zero':
      return zeroBaseline()
    case 'linear-features':
      return linearFeatureBaseline(spaceSize(spec.observationSpace), ridge)
    case 'time-dependent':
      if (spec.timeLimit === undefined)
        throw new ConfigError(
          `baseline.kind is "time-dependent", which needs a time limit, and ${spec.name} states none; give --set environment.timeLimit=1000 or --set baseline.kind=linear-features`,
        )
      return timeDependentBaseline(spec.timeLimit)
  }
}
