import { type Environment, type Lanes, lanesOf } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { Episodes, Quota } from '@trpo/samplers'
import type { Baseline } from '../baselines/baseline.ts'
import type { StateWeighting } from '../estimate/state-weights.ts'
import { FISHER_STRIDE } from '../shard/fisher-subsample.ts'
import { inProcessShard } from '../shard/in-process-shard.ts'
import { type TrustRegionOptions, trustRegionDefaults, trustRegionUpdate } from '../step/trust-region-step.ts'
import type { Clock } from './stopwatch.ts'
import { createTrainer, type Trainer } from './trainer.ts'

/** Everything about a TRPO run in this thread; what is left out has the stated default. */
export interface LocalTrainerSettings extends Partial<TrustRegionOptions> {
  /** Seed of the run, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** Makes one environment; called once a lane. Give this or `createLanes`. */
  readonly environment?: () => Environment
  /** Makes environments that are batched by nature. */
  readonly createLanes?: (count: number) => Lanes
  /** The network and the distribution of the policy. */
  readonly model: PolicyModel
  /** What is taken off the returns. */
  readonly baseline: Baseline
  /** What an iteration samples. */
  readonly quota: Quota
  /** What becomes of episodes that the end of a batch of steps cuts: given up, or gone on with. `fresh` unless given. */
  readonly episodes?: Episodes
  /** Environments stepped together; 12 unless given. Part of the experiment: another number gives other sums. */
  readonly lanes?: number
  /** gamma; 0.99 unless given (Tables 2 and 3). */
  readonly discount?: number
  /** `undiscounted` unless given. */
  readonly stateWeighting?: StateWeighting
  /** `none` unless given. */
  readonly bootstrap?: 'none' | 'baseline'
  /** lambda of generalized advantage estimation; 1, which is Monte Carlo, unless given. */
  readonly gaeLambda?: number
  /** true unless given. */
  readonly standardizeAdvantages?: boolean
  /** false unless given. */
  readonly normalizeObservations?: boolean
  /** 10 unless given. */
  readonly fisherStride?: number
  /** For `timings` only. `Date.now` unless given. */
  readonly clock?: Clock
}

/**
 * A trainer whose one shard runs in this thread. Throws a RangeError or TypeError that names the first setting that does
 * not fit.
 */
export function createLocalTrainer(settings: LocalTrainerSettings): Trainer {
  const { environment, seed, model, baseline, quota } = settings
  const createLanes = settings.createLanes ?? (environment && ((count: number) => lanesOf(environment, count)))
  if (!createLanes)
    throw new TypeError(
      'neither environment nor createLanes was given; give one of them, such as environment: () => cartPole()',
    )
  const discount = settings.discount ?? 0.99
  if (!(discount >= 0 && discount <= 1)) throw new RangeError(`discount is ${discount}; give a number from 0 to 1`)
  const gaeLambda = settings.gaeLambda ?? 1
  if (!(gaeLambda >= 0 && gaeLambda <= 1)) throw new RangeError(`gaeLambda is ${gaeLambda}; give a number from 0 to 1`)
  const fisherStride = settings.fisherStride ?? FISHER_STRIDE
  if (!Number.isSafeInteger(fisherStride) || fisherStride < 1)
    throw new RangeError(`fisherStride is ${fisherStride}; give a whole number of at least 1`)
  const episodes = settings.episodes ?? 'fresh'
  const update = trustRegionUpdate({ ...trustRegionDefaults, ...definedOnly(settings) })
  const shard = inProcessShard(
    {
      seed,
      model,
      baseline,
      quota,
      episodes,
      discount,
      fisherStride,
      lanes: settings.lanes ?? 12,
      stateWeighting: settings.stateWeighting ?? 'undiscounted',
      bootstrap: settings.bootstrap ?? 'none',
      gaeLambda,
    },
    createLanes,
  )
  return createTrainer({
    seed,
    model,
    baseline,
    update,
    episodes,
    shards: [shard],
    standardizeAdvantages: settings.standardizeAdvantages ?? true,
    normalizeObservations: settings.normalizeObservations ?? false,
    ...(settings.clock && { clock: settings.clock }),
  })
}

/** The trust-region options among the settings. */
function definedOnly(settings: Partial<TrustRegionOptions>): Partial<TrustRegionOptions> {
  const { maxKl, damping, cgIterations, cgTolerance, backtrackRatio, maxBacktracks } = settings
  return Object.fromEntries(
    Object.entries({ maxKl, damping, cgIterations, cgTolerance, backtrackRatio, maxBacktracks }).filter(
      ([, value]) => value !== undefined,
    ),
  )
}
