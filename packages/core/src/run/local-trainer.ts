import {
  boxBounds,
  boxSpec,
  type Environment,
  type EnvironmentSpec,
  type Lanes,
  lanesOf,
  type Space,
  spaceSize,
} from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import { type Episodes, type Quota, singlePath } from '@trpo/samplers'
import type { Baseline } from '../estimators/monte-carlo/baselines/baseline.ts'
import { linearFeatureBaseline } from '../estimators/monte-carlo/baselines/linear-features.ts'
import { monteCarlo } from '../estimators/monte-carlo/monte-carlo.ts'
import type { MonteCarloSettings } from '../estimators/monte-carlo/settings.ts'
import { importanceSampled } from '../objective/forms/importance-sampled.ts'
import { FISHER_STRIDE, fisher } from '../objective/metrics/fisher.ts'
import { sampledObjective } from '../objective/sampled-objective.ts'
import { inProcessShard } from '../shard/in-process-shard.ts'
import { type TrustRegionOptions, trustRegionDefaults } from '../update/trust-region-options.ts'
import { trustRegionUpdate } from '../update/trust-region-update.ts'
import type { UpdateRule } from '../update/update-rule.ts'
import { defaultModel } from './default-model.ts'
import type { RunParts } from './run-parts.ts'
import type { Clock } from './stopwatch.ts'
import { createTrainer, type Trainer } from './trainer.ts'

/** TRPO with single path in this thread. What is left out has the stated default. */
export interface LocalTrainerSettings
  extends Partial<TrustRegionOptions>,
    Partial<Omit<MonteCarloSettings, 'baseline'>> {
  /** Seed of the run, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** Makes one environment; called once a lane. Give this or `createLanes`. */
  readonly environment?: () => Environment
  /** Makes environments that are batched by nature. */
  readonly createLanes?: (count: number) => Lanes
  /**
   * The network and the distribution of the policy, or what makes them for an environment.
   * @default a 32-32 tanh network, Gaussian or categorical as the action space asks
   */
  readonly model?: PolicyModel | ((spec: EnvironmentSpec) => PolicyModel)
  /**
   * What is taken off the returns, or what makes it for an environment.
   * @default a linear function of features of the observation and the time
   */
  readonly baseline?: Baseline | ((spec: EnvironmentSpec) => Baseline)
  /** What an iteration samples. */
  readonly quota: Quota
  /**
   * What becomes of episodes that the end of a batch of steps cuts: given up, or gone on with.
   * @default 'fresh'
   */
  readonly episodes?: Episodes
  /**
   * Environments stepped together. Part of the experiment: another number gives other sums.
   * @default 12
   */
  readonly lanes?: number
  /** @default false */
  readonly normalizeObservations?: boolean
  /**
   * The Fisher product uses every n-th state of a lane group.
   * @default 10
   */
  readonly fisherStride?: number
  /**
   * What makes a step.
   * @default the trust-region step of appendix C, with the options above
   */
  readonly update?: UpdateRule
  /**
   * Tells the time for `timings`, and for nothing else.
   * @default Date.now
   */
  readonly clock?: Clock
}

/**
 * A trainer whose one shard runs in this thread. Throws a RangeError or TypeError that names the first setting that does
 * not fit.
 */
export function createLocalTrainer(settings: LocalTrainerSettings): Trainer {
  const { clock, lanes = 12 } = settings
  const createLanes = lanesFrom(settings)
  const made = createLanes(lanes)
  try {
    const parts = localParts(settings, made.spec)
    const shard = inProcessShard(parts, () => made)
    return createTrainer(parts, [shard], clock && { clock })
  } catch (error) {
    made.dispose()
    throw error
  }
}

/** The parts of such a run, for shards elsewhere. Throws as `createLocalTrainer`. */
export function localParts(
  settings: Omit<LocalTrainerSettings, 'environment' | 'createLanes' | 'clock'>,
  of: EnvironmentSpec<Space>,
): RunParts {
  const spec = boxSpec(of)
  const { seed, quota, lanes = 12, episodes = 'fresh', model = defaultModel } = settings
  const policy = typeof model === 'function' ? model(spec) : model
  const { baseline = defaultBaseline } = settings
  return {
    seed,
    policy,
    normalizeObservations: settings.normalizeObservations ?? false,
    actionBounds: spec.actionSpace.kind === 'box' ? boxBounds(spec.actionSpace) : undefined,
    sampling: singlePath({ quota, lanes, episodes }),
    estimator: monteCarlo({
      ...defined(settings, ['discount', 'stateWeighting', 'bootstrap', 'gaeLambda', 'standardizeAdvantages']),
      baseline: typeof baseline === 'function' ? baseline(spec) : baseline,
    }),
    objective: sampledObjective({
      form: importanceSampled(),
      metric: fisher(settings.fisherStride ?? FISHER_STRIDE),
    }),
    update: settings.update ?? trustRegionUpdate(defined(settings, TRUST_REGION_OPTIONS)),
  }
}

const TRUST_REGION_OPTIONS = Object.keys(trustRegionDefaults) as (keyof TrustRegionOptions)[]

function defaultBaseline({ observationSpace }: EnvironmentSpec): Baseline {
  return linearFeatureBaseline(spaceSize(observationSpace))
}

function lanesFrom({ environment, createLanes }: LocalTrainerSettings): (count: number) => Lanes {
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

/** The fields of these names that are given. */
function defined<T extends object, K extends keyof T>(given: T, names: readonly K[]): { [N in K]?: NonNullable<T[N]> } {
  const found: { [N in K]?: NonNullable<T[N]> } = {}
  for (const name of names) {
    const value = given[name]
    if (value !== undefined && value !== null) found[name] = value
  }
  return found
}
