import { boxBounds, boxSpec, type EnvironmentSpec, type Lanes, lanesOf, type Space, spaceSize } from '@trpo/envs'
import { singlePath } from '@trpo/samplers'
import type { Baseline } from '../estimators/monte-carlo/baselines/baseline.ts'
import { linearFeatureBaseline } from '../estimators/monte-carlo/baselines/linear-features.ts'
import { monteCarlo } from '../estimators/monte-carlo/monte-carlo.ts'
import { importanceSampled } from '../objective/forms/importance-sampled.ts'
import { FISHER_STRIDE, fisher } from '../objective/metrics/fisher.ts'
import { sampledObjective } from '../objective/sampled-objective.ts'
import { trustRegionUpdate } from '../update/trust-region-update.ts'
import { boundedModel, defaultModel } from './default-model.ts'
import { inProcessShard } from './in-process-shard.ts'
import { assertLocalSettings, type LocalTrainerSettings, TRUST_REGION_OPTIONS } from './local-settings.ts'
import type { RunParts } from './run-parts.ts'
import { createTrainer, type Trainer } from './trainer.ts'

/**
 * A trainer whose one shard runs in this thread. Throws a RangeError or TypeError that names the first setting that is unknown or
 * does not fit, and an Error when a policy of the model could be trained and saved, but not loaded again.
 */
export function createLocalTrainer(settings: LocalTrainerSettings): Trainer {
  const { clock, loading, lanes = 12 } = settings
  const createLanes = lanesFrom(settings)
  const made = createLanes(lanes)
  try {
    const parts = localParts(settings, made.spec)
    const shard = inProcessShard(parts, () => made)
    return createTrainer(parts, [shard], { ...(clock && { clock }), loading })
  } catch (error) {
    made.dispose()
    throw error
  }
}

/** The parts of such a run, for shards elsewhere. Throws like `createLocalTrainer`. */
export function localParts(
  settings: Omit<LocalTrainerSettings, 'environment' | 'createLanes' | 'clock' | 'loading'>,
  of: EnvironmentSpec<Space>,
): RunParts {
  assertLocalSettings(settings)
  const spec = boxSpec(of)
  const { seed, quota, lanes = 12, episodes = 'fresh', model = defaultModel } = settings
  const { baseline = defaultBaseline, normalizeObservations = false, constraint } = settings
  return {
    seed,
    policy: boundedModel(typeof model === 'function' ? model(spec) : model, spec),
    normalizeObservations,
    actionBounds: spec.actionSpace.kind === 'box' ? boxBounds(spec.actionSpace) : undefined,
    info: spec.info,
    sampling: singlePath({ quota, lanes, episodes }),
    estimator: monteCarlo({
      ...defined(settings, ['discount', 'stateWeighting', 'bootstrap', 'gaeLambda', 'standardizeAdvantages']),
      baseline: typeof baseline === 'function' ? baseline(spec) : baseline,
    }),
    objective: sampledObjective({
      form: importanceSampled(),
      metric: fisher(settings.fisherStride ?? FISHER_STRIDE),
      ...(constraint && { constraint }),
    }),
    update: settings.update ?? trustRegionUpdate(defined(settings, TRUST_REGION_OPTIONS)),
  }
}

function defaultBaseline({ observationSpace }: EnvironmentSpec): Baseline {
  return linearFeatureBaseline(spaceSize(observationSpace))
}

function lanesFrom({
  environment,
  createLanes,
}: Pick<LocalTrainerSettings, 'environment' | 'createLanes'>): (count: number) => Lanes {
  if (createLanes !== undefined) return createLanes
  if (environment === undefined)
    throw new TypeError(
      'neither environment nor createLanes was given; give one of them, such as environment: () => cartPole()',
    )
  if (typeof environment !== 'function')
    throw new TypeError(
      'environment is an environment, and each lane needs one of its own; give a function that makes one, such as environment: () => cartPole()',
    )
  return (count) => lanesOf(environment, count)
}

/** Those fields with these names that are given. */
function defined<T extends object, K extends keyof T>(given: T, names: readonly K[]): { [N in K]?: T[N] } {
  const found: { [N in K]?: T[N] } = {}
  for (const name of names) if (given[name] !== undefined) found[name] = given[name]
  return found
}
