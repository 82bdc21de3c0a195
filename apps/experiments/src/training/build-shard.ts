import {
  type Baseline,
  inProcessShard,
  linearFeatureBaseline,
  type Shard,
  timeDependentBaseline,
  zeroBaseline,
} from '@trpo/core'
import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { GroupRange } from '@trpo/samplers'
import type { Config } from '../config/schema.ts'
import type { LoadedEnvironment } from '../environments/load-environment.ts'
import { asInput, InputError } from '../errors.ts'
import { buildModel } from './build-model.ts'

/** What every shard of a run and its trainer agree on. */
export interface RunParts {
  readonly model: PolicyModel
  readonly baseline: Baseline
}

/** The policy and the baseline that a config describes. Throws an InputError when its settings do not go together. */
export function buildParts(config: Config, spec: EnvironmentSpec): RunParts {
  return asConfig(() => ({ model: buildModel(config, spec), baseline: buildBaseline(config, spec) }))
}

/** The shard of some lane groups, in this thread. Throws an InputError when the config's settings do not go together. */
export function buildShard(
  config: Config,
  environment: LoadedEnvironment,
  groups: GroupRange,
  parts: RunParts = buildParts(config, environment.spec),
): Shard {
  const { seed, algorithm, sampling } = config
  return asConfig(() =>
    inProcessShard(
      {
        ...parts,
        seed,
        lanes: sampling.lanes,
        episodes: sampling.episodes,
        quota:
          sampling.unit === 'paths'
            ? { kind: 'paths', paths: sampling.perIteration }
            : { kind: 'steps', steps: sampling.perIteration },
        discount: algorithm.discount,
        fisherStride: algorithm.fisherStride,
        stateWeighting: algorithm.stateWeighting,
        bootstrap: algorithm.bootstrap,
        gaeLambda: algorithm.gaeLambda,
      },
      (count) => environment.createLanes(count),
      groups,
    ),
  )
}

/** Runs `work`; what it throws becomes an InputError about the config. */
export function asConfig<T>(work: () => T): T {
  return asInput('the config cannot be run', work)
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
        throw new InputError(
          `baseline.kind is "time-dependent", which needs a time limit, and ${spec.name} states none; give --set environment.timeLimit=1000 or --set baseline.kind=linear-features`,
        )
      return timeDependentBaseline(spec.timeLimit)
  }
}
