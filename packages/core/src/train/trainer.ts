import {
  emptyStatistics,
  mergeStatistics,
  type Normalizer,
  normalizerFrom,
  type ObservationStatistics,
  type PolicyModel,
} from '@trpo/policies'
import { randomStream } from '@trpo/random'
import type { Episodes, SamplingProgress } from '@trpo/samplers'
import type { Baseline } from '../baselines/baseline.ts'
import type { Shard } from '../shard/shard.ts'
import { type BatchTotals, shardedProblem } from '../shard/sharded-problem.ts'
import { assertEveryGroup, inGroupOrder, type Moments, mergeMoments, sumGroups } from '../shard/sums.ts'
import type { StepResult, UpdateRule } from '../step/step-result.ts'
import { assertFiniteData } from './data-error.ts'
import { episodeMetrics } from './episode-metrics.ts'
import type { IterationRecord, UpdateMetrics } from './iteration-record.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type Clock, stopwatch, timed } from './stopwatch.ts'
import type { TrainingState } from './training-state.ts'

/** What a trainer is made of: the parts of an iteration that can be exchanged. */
export interface TrainerSettings {
  /** Seed of the run, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** The network and the distribution of the policy. */
  readonly model: PolicyModel
  /** What is taken off the returns. */
  readonly baseline: Baseline
  /** The shards of the run, which between them own every lane group. */
  readonly shards: readonly Shard[]
  /** What makes a step of a problem, such as `trustRegionUpdate(options)`. */
  readonly update: UpdateRule
  /** Whether advantages are brought to mean 0 and standard deviation 1 over the batch. */
  readonly standardizeAdvantages: boolean
  /** Whether the policy sees (o - mean) / std, updated between iterations. */
  readonly normalizeObservations: boolean
  /** What becomes of episodes that the end of a batch cuts; `fresh` unless given. Shards that were told otherwise refuse the first step. */
  readonly episodes?: Episodes
  /** For `timings` only. `Date.now` unless given. */
  readonly clock?: Clock
}

/** Training as a function from state to state. */
export interface Trainer {
  /** The state before the first iteration: parameters drawn from the seed under the purpose `init`. */
  init(): TrainingState
  /**
   * One iteration (section 6): sample, estimate, update. Pure in the state: the same state gives the same new state and
   * record (but for timings), and the old state stays valid. Throws a DataError when returns, the fitted baseline or
   * observation statistics overflow, a RangeError when the state is of another run, an Error while another step is under
   * way, and what shards or `progress` throw.
   */
  step(state: TrainingState, progress?: SamplingProgress): Promise<readonly [TrainingState, IterationRecord]>
  /** The normaliser a policy of this state has. */
  normalizerOf(state: TrainingState): Normalizer | undefined
  /** Releases the shards, all of them; then throws what the first of those threw that did. */
  dispose(): Promise<void>
}

const SCALE_REWARDS =
  'the rewards of this batch are so large that sums of them overflow; scale them down, as scaleReward(environment, factor) does'
const SCALE_OBSERVATIONS =
  'the observations of this batch are so large that sums of their squares overflow; scale them down in the environment'

/** Advantages are divided by at least this, so that a batch without any difference in returns gives a zero gradient. */
const SMALLEST_STD = 1e-12

/** A trainer over shards, which must agree on the settings of the run and own every lane group between them. */
export function createTrainer(settings: TrainerSettings): Trainer {
  const { seed, model, baseline, shards, update } = settings
  const { network } = model
  const clock = settings.clock ?? Date.now
  const continuing = settings.episodes === 'continue'

  const all = <T>(ask: (shard: Shard) => T | Promise<T>): Promise<T[]> => Promise.all(shards.map((shard) => ask(shard)))

  const normalizerOf = (state: TrainingState) => state.observations && normalizerFrom(state.observations)

  /** A state of another run would train on in silence where its arrays happen to be long enough. */
  const assertStateFits = ({ theta, baseline: carried, observations, open }: TrainingState): void => {
    const expect = (what: string, given: number, expected: number) => {
      if (given !== expected)
        throw new RangeError(
          `the state has ${given} ${what}, these settings have ${expected}; it belongs to another run`,
        )
    }
    expect('policy parameters', theta.length, network.parameterCount)
    expect('baseline parameters', carried.length, baseline.initial().length)
    expect(
      'observation statistics',
      observations?.mean.length ?? 0,
      settings.normalizeObservations ? network.inputSize : 0,
    )
    if ((open !== undefined) !== continuing)
      throw new RangeError(
        continuing
          ? 'the state has no open episodes, not even an empty list, and these settings go on with them; it belongs to another run'
          : 'the state has open episodes, these settings start every iteration afresh; it belongs to another run',
      )
  }

  /** Returns, baseline and advantages; leaves the shards ready for the update. */
  const estimate = async (carried: Float64Array) => {
    const statistics = await all((shard) => shard.baselineStatistics(carried))
    assertEveryGroup(statistics)
    const fitted = baseline.solve(sumGroups(statistics))
    const judge = baseline.fitOn === 'current' ? fitted : carried
    const moments = inGroupOrder(await all((shard) => shard.advantages(judge))).map(({ values }) => values)
    const [advantages, returns, residuals] = [0, 3, 6].map((at) =>
      moments.map((m): Moments => ({ count: m[at], mean: m[at + 1], m2: m[at + 2] })).reduce(mergeMoments),
    )
    assertFiniteData('the spread of the returns', [returns.m2, advantages.m2], SCALE_REWARDS)
    assertFiniteData('a parameter of the fitted baseline', fitted, SCALE_REWARDS)
    const std = Math.sqrt(advantages.m2 / advantages.count)
    const [weighted, weight, fisherWeight] = sumGroups(
      await all((shard) =>
        settings.standardizeAdvantages
          ? shard.standardize(advantages.mean, Math.max(std, SMALLEST_STD))
          : shard.standardize(0, 1),
      ),
    )
    const totals: BatchTotals = { weight, fisherWeight, surrogate: weighted / weight }
    const explained = returns.m2 > 0 ? 1 - residuals.m2 / returns.m2 : null
    return { fitted, advantages, std, explained, totals }
  }

  /** The statistics after this batch, and the KL that the change of normaliser causes. */
  const updateNormalizer = async (observations: ObservationStatistics, theta: Float64Array, weight: number) => {
    const seen = inGroupOrder(await all((shard) => shard.observationStatistics()))
      .map(({ statistics }) => statistics)
      .reduce(mergeStatistics, observations)
    assertFiniteData('a statistic of the observations', [...seen.mean, ...seen.m2], SCALE_OBSERVATIONS)
    const [, klSum] = sumGroups(await all((shard) => shard.evaluate(theta, normalizerFrom(seen))))
    return { seen, kl: klSum / weight }
  }

  const stepOnce: Trainer['step'] = async (state, progress) => {
    assertStateFits(state)
    const watch = stopwatch(clock)
    const { iteration, theta, observations, open } = state
    const normalizer = normalizerOf(state)
    const counted = shardProgress(shards.length, progress)
    const sampled = await watch.measure('sample', () =>
      Promise.all(
        shards.map((shard, index) => shard.collect({ iteration, theta, normalizer, open, progress: counted(index) })),
      ),
    )
    const episodes = inLaneOrder(sampled, (a, b) => a.path - b.path)
    const estimated = await watch.measure('estimate', () => estimate(state.baseline))
    let entropy: number | null = null
    const problem = shardedProblem(shards, theta, estimated.totals, (value) => {
      entropy = value
    })
    const result = await update(timed(problem, watch))
    const normalized =
      observations &&
      (await watch.measure('evaluate', () => updateNormalizer(observations, result.theta, estimated.totals.weight)))
    const steps = episodes.reduce((sum, episode) => sum + episode.steps, 0)
    const next: TrainingState = {
      iteration: iteration + 1,
      steps: state.steps + steps,
      theta: result.theta,
      baseline: estimated.fitted,
      ...(normalized && { observations: normalized.seen }),
      ...(continuing && { open: inLaneOrder(await all((shard) => shard.openEpisodes())) }),
    }
    const record: IterationRecord = {
      iteration: iteration + 1,
      steps,
      totalSteps: next.steps,
      meanReward: episodes.reduce((sum, episode) => sum + episode.reward, 0) / steps,
      episodes: episodeMetrics(episodes),
      entropy,
      advantageMean: estimated.advantages.mean,
      advantageStd: estimated.std,
      explainedVariance: estimated.explained,
      update: updateMetrics(result, normalized?.kl),
      timings: watch.timings(),
    }
    return [next, record]
  }

  return {
    init() {
      const state: TrainingState = {
        iteration: 0,
        steps: 0,
        theta: network.init(randomStream(seed, 'init').seek(0, 0, 0)),
        baseline: baseline.initial(),
      }
      return {
        ...state,
        ...(settings.normalizeObservations && { observations: emptyStatistics(network.inputSize) }),
        ...(continuing && { open: [] }),
      }
    },
    step: oneAtATime(
      stepOnce,
      'a step of this trainer is under way, and its shards hold one batch; await it, or make another trainer',
    ),
    normalizerOf,
    async dispose() {
      // Every one, also when another one throws: a worker that is left out would go on.
      const ends = await Promise.allSettled(shards.map(async (shard) => shard.dispose()))
      for (const end of ends) if (end.status === 'rejected') throw end.reason
    },
  }
}

/** What all shards gave, by lane; `within` orders what is of one lane. */
function inLaneOrder<T extends { readonly lane: number }>(
  parts: readonly (readonly T[])[],
  within: (a: T, b: T) => number = () => 0,
): T[] {
  return parts.flat().sort((a, b) => a.lane - b.lane || within(a, b))
}

/** Adds up the progress of several shards. */
function shardProgress(shards: number, progress: SamplingProgress | undefined) {
  const steps = new Array<number>(shards).fill(0)
  return (index: number): SamplingProgress | undefined =>
    progress &&
    ((done) => {
      steps[index] = done
      return progress(steps.reduce((a, b) => a + b))
    })
}

function updateMetrics(result: StepResult, klWithNormalizer: number | undefined): UpdateMetrics {
  const reached = (value: number) => (Number.isFinite(value) ? value : null)
  return {
    status: result.status,
    surrogateBefore: result.surrogateBefore,
    surrogateAfter: reached(result.surrogateAfter),
    expectedImprovement: reached(result.expectedImprovement),
    kl: reached(result.kl),
    gradientNorm: reached(result.gradientNorm),
    stepNorm: reached(result.stepNorm),
    backtracks: result.backtracks,
    products: result.products,
    residual: reached(result.residual),
    klWithNormalizer: klWithNormalizer === undefined ? null : reached(klWithNormalizer),
  }
}
