import {
  assertNormalizable,
  createTrainer,
  type Estimator,
  inProcessShard,
  type Objective,
  type RunParts,
  type TrustRegionProblem,
  type UpdateRule,
} from '@trpo/core'
import { boxBounds, type EnvironmentSpec, type Lanes, observationArray, spaceSize } from '@trpo/envs'
import type { Batch } from '@trpo/samplers'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import type { EstimatorNeeds } from '../estimator/estimator-needs.ts'
import { buildKind, type Kind, type Loaded } from '../kinds/kind.ts'
import type { Sampling } from '../sampler/amount.ts'
import type { MemoryNeed } from '../sampler/memory-need.ts'
import type { UpdateNeeds } from '../update/update-needs.ts'
import { buildPolicy, parametersInMemory } from './build-policy.ts'
import type { BuiltRun } from './built-run.ts'
import type { Family } from './family.ts'
import type { MethodConfig, MethodSections } from './method-config.ts'

/** The least bytes of a sample besides its observation: reward, return, advantage and weight. */
const SAMPLE_BYTES = 32

/** The kinds of a family whose parts share a type of batch. A kind that does not fit does not compile. */
export interface SampledKinds<B extends Batch, L extends Lanes, P extends TrustRegionProblem> {
  readonly samplers: readonly Kind<MethodSections['sampler'], EnvironmentSpec, Loaded<Sampling<B, L>>>[]
  readonly estimators: readonly Kind<MethodSections['estimator'], EstimatorNeeds, Loaded<Estimator<B>>>[]
  readonly objectives: readonly Kind<MethodSections['objective'], undefined, Loaded<Objective<B, P>>>[]
  readonly updates: readonly Kind<MethodSections['update'], UpdateNeeds, Loaded<UpdateRule<P>>>[]
  /** The lanes as its sampler needs them. Throws where they cannot do what it needs. */
  readonly lanes: (lanes: Lanes) => L
}

/** A family of methods that make a step from samples (section 6). */
export interface SampledFamily<B extends Batch, L extends Lanes, P extends TrustRegionProblem = TrustRegionProblem>
  extends Family {
  /** The parts of a run of the family, for callers who exchange one. Rejects when they do not fit each other or the environment. */
  parts(config: MethodConfig, environment: FittedEnvironment): Promise<RunParts<B, L, P>>
}

/** Makes a family of these kinds. */
export function sampledFamily<B extends Batch, L extends Lanes, P extends TrustRegionProblem>(
  kinds: SampledKinds<B, L, P>,
): SampledFamily<B, L, P> {
  const built = async (config: MethodConfig, environment: FittedEnvironment) => {
    const { spec } = environment
    assertNormalizable(spec, config.policy, 'policy.normalizeObservations')
    const { procedure, amount } = await buildKind(kinds.samplers, 'kind', config.sampler, spec)
    const parts: RunParts<B, L, P> = {
      seed: config.seed,
      policy: await buildPolicy(config.policy, environment),
      normalizeObservations: config.policy.normalizeObservations,
      actionBounds: spec.actionSpace.kind === 'box' ? boxBounds(spec.actionSpace) : undefined,
      info: spec.info,
      sampling: procedure,
      estimator: await buildKind(kinds.estimators, 'kind', config.estimator, { spec, lanes: procedure.lanes }),
      objective: await buildKind(kinds.objectives, 'form', config.objective, undefined),
      update: await buildKind(kinds.updates, 'kind', config.update, { estimator: config.estimator.kind }),
    }
    return { parts, amount }
  }
  return {
    sections: {
      sampler: kinds.samplers,
      estimator: kinds.estimators,
      objective: kinds.objectives,
      update: kinds.updates,
    },
    parts: async (config, environment) => (await built(config, environment)).parts,
    async build(config, environment): Promise<BuiltRun> {
      const { parts, amount } = await built(config, environment)
      const { policy, sampling, estimator, update } = parts
      const { spec } = environment
      return {
        policy,
        lanes: sampling.lanes,
        sampling: sampling.name,
        amount,
        step: `${update.summary}, ${estimator.summary ?? estimator.name}`,
        memory: [
          parametersInMemory(config.policy, policy),
          samplesInMemory(amount.samples, amount.origin, spec),
          ...(amount.memory ?? []),
        ],
        training: (shards, options) => createTrainer(parts, shards, options),
        shard: (createLanes, groups) => inProcessShard(parts, (count) => kinds.lanes(createLanes(count)), groups),
      }
    },
  }
}

function samplesInMemory(
  samples: number,
  origin: string,
  { observationSpace, frameStack = 1 }: EnvironmentSpec,
): MemoryNeed {
  const { BYTES_PER_ELEMENT: bytes } = observationArray(observationSpace, 0)
  // Without a normaliser an f32 policy stores no more than f32, and each frame of a stack is stored once.
  const each = SAMPLE_BYTES + (Math.min(4, bytes) * spaceSize(observationSpace)) / frameStack
  return { origin: `${origin}: a batch of so many samples`, bytes: samples * each }
}
