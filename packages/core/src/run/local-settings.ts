import type { Environment, EnvironmentSpec, Lanes } from '@trpo/envs'
import { show } from '@trpo/math/messages'
import type { DecodePolicyOptions, PolicyModel } from '@trpo/policies'
import { assertKnownKeys, type Episodes, type Quota } from '@trpo/samplers'
import type { Baseline } from '../estimators/monte-carlo/baselines/baseline.ts'
import type { MonteCarloSettings } from '../estimators/monte-carlo/settings.ts'
import type { DivergenceConstraint } from '../objective/constraints/constraint.ts'
import { type TrustRegionOptions, trustRegionDefaults } from '../update/trust-region-options.ts'
import type { UpdateRule } from '../update/update-rule.ts'
import type { Clock } from './stopwatch.ts'

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
   * The network and the distribution of the policy, or what makes them for an environment. Without `actions` of its own the
   * policy clips to the bounds of the environment's actions when it acts; training gets the actions as they are drawn.
   * @default a 32-32 tanh network, Gaussian or categorical as the action space asks
   */
  readonly model?: PolicyModel | ((spec: EnvironmentSpec) => PolicyModel)
  /**
   * What is subtracted from the returns, or what makes it for an environment.
   * @default a linear function of features of the observation and the time
   */
  readonly baseline?: Baseline | ((spec: EnvironmentSpec) => Baseline)
  /** What an iteration samples. */
  readonly quota: Quota
  /**
   * What becomes of episodes that the end of a batch of steps cuts: they are given up, or resumed in the next one.
   * @default 'fresh'
   */
  readonly episodes?: Episodes
  /**
   * Environments that are stepped together. The number is part of the experiment: another one gives other sums.
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
   * What the line search holds a step to.
   * @default the mean KL divergence, `meanKl()`
   */
  readonly constraint?: DivergenceConstraint
  /**
   * What makes a step, in place of the trust-region step and its options.
   * @default the trust-region step of appendix C, with the options above
   */
  readonly update?: UpdateRule
  /**
   * What will load the policy again: builders of layers, networks and distributions of your own, the same that `loadPolicy` is
   * to be given.
   * @default what `loadPolicy` does without options
   */
  readonly loading?: DecodePolicyOptions
  /**
   * Tells the time for `timings`, and for nothing else.
   * @default Date.now
   */
  readonly clock?: Clock
}

export const TRUST_REGION_OPTIONS = Object.keys(trustRegionDefaults) as (keyof TrustRegionOptions)[]

/** Every setting that there is; the compiler says when one is missing here. */
const KNOWN: Readonly<Record<keyof LocalTrainerSettings, true>> = {
  seed: true,
  environment: true,
  createLanes: true,
  model: true,
  baseline: true,
  quota: true,
  episodes: true,
  lanes: true,
  normalizeObservations: true,
  discount: true,
  stateWeighting: true,
  bootstrap: true,
  gaeLambda: true,
  standardizeAdvantages: true,
  fisherStride: true,
  constraint: true,
  maxKl: true,
  damping: true,
  relativeDamping: true,
  cgIterations: true,
  cgTolerance: true,
  backtrackRatio: true,
  maxBacktracks: true,
  update: true,
  loading: true,
  clock: true,
}

/**
 * Throws a TypeError or a RangeError that names the first wrong setting, for callers whom no compiler has checked. Settings of
 * a part are checked where the part is made.
 */
export function assertLocalSettings(settings: Partial<LocalTrainerSettings>): void {
  assertKnownKeys('createLocalTrainer', settings, Object.keys(KNOWN))
  const { seed, model, baseline, normalizeObservations, constraint, update } = settings
  if (typeof seed !== 'number' || !Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`seed is ${String(seed)}; give a whole number from 0 to 2^53 - 1`)
  const expect = (ok: boolean, name: string, what: string) => {
    if (!ok) throw new TypeError(`${name} is ${show(Reflect.get(settings, name))}; give ${what}`)
  }
  const isPart = (part: unknown, field: string) =>
    part === undefined || (typeof part === 'object' && part !== null && field in part)
  expect(
    normalizeObservations === undefined || typeof normalizeObservations === 'boolean',
    'normalizeObservations',
    'true or false',
  )
  expect(
    typeof model === 'function' || isPart(model, 'network'),
    'model',
    'a model, such as gaussianMlp({ observationSize, actionSize, hidden }), or what makes it for a specification',
  )
  expect(
    typeof baseline === 'function' || isPart(baseline, 'accumulate'),
    'baseline',
    'a baseline, such as zeroBaseline(), or what makes it for a specification',
  )
  expect(isPart(constraint, 'fold'), 'constraint', 'a constraint, such as maxKl()')
  expect(isPart(update, 'step'), 'update', 'an update rule, such as trustRegionUpdate()')
  const idle = TRUST_REGION_OPTIONS.find((name) => settings[name] !== undefined)
  if (update !== undefined && idle !== undefined)
    throw new TypeError(`${idle} has no effect beside update; give it to the update rule, or leave it out`)
}
