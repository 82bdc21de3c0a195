import {
  type Baseline,
  createTrainer,
  inProcessShard,
  linearFeatureBaseline,
  type Trainer,
  timeDependentBaseline,
  trustRegionUpdate,
  zeroBaseline,
} from '@trpo/core'
import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { Config } from '../config/schema.ts'
import type { LoadedEnvironment } from '../environments/load-environment.ts'
import { asInput, InputError } from '../errors.ts'
import { buildModel } from './build-model.ts'
import type { Pulse } from './pulse.ts'
import { pulsingShard } from './pulsing-shard.ts'

/** A trainer and the policy it trains. */
export interface BuiltTrainer {
  readonly model: PolicyModel
  readonly trainer: Trainer
}

/** The trainer that a config describes. Throws an InputError when its settings do not go together. */
export function buildTrainer(config: Config, environment: LoadedEnvironment, pulse: Pulse): BuiltTrainer {
  const { seed, algorithm, sampling } = config
  return asInput('the config cannot be run', () => {
    const model = buildModel(config, environment.spec)
    const baseline = buildBaseline(config, environment.spec)
    const shard = inProcessShard(
      {
        seed,
        model,
        baseline,
        lanes: sampling.lanes,
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
    )
    const trainer = createTrainer({
      seed,
      model,
      baseline,
      shards: [pulsingShard(shard, pulse)],
      update: trustRegionUpdate(algorithm),
      standardizeAdvantages: algorithm.standardizeAdvantages,
      normalizeObservations: config.policy.normalizeObservations,
      clock: () => performance.now(),
    })
    return { model, trainer }
  })
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
