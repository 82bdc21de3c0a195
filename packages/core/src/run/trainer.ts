import type { Lanes } from '@trpo/envs'
import type { MaybePromise } from '@trpo/linalg'
import { assertLoadable, type DecodePolicyOptions, emptyStatistics, normalizerFrom } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { type Batch, oneAtATime, type SamplingPolicy, type SamplingProgress } from '@trpo/samplers'
import { decodeCheckpoint } from '../checkpoint/decode-checkpoint.ts'
import { encodeCheckpoint } from '../checkpoint/encode-checkpoint.ts'
import type { TrainingState } from '../checkpoint/training-state.ts'
import { estimateContext } from '../estimators/estimate-context.ts'
import { outsideBoundsPass } from '../passes/outside-bounds.ts'
import { type Measures, recorded } from '../records/measure.ts'
import type { Training } from '../records/training.ts'
import type { TrainingRecord } from '../records/training-record.ts'
import type { Shard } from '../shard/shard.ts'
import { assertAgreed, shardsAsOne } from '../shard/shards.ts'
import { inThisThread, type TaskHost } from '../tasks/task.ts'
import type { TrustRegionProblem } from '../update/trust-region-problem.ts'
import { assertStateFits } from './assert-state-fits.ts'
import { withRestOf } from './beside.ts'
import { identityOf } from './identity-of.ts'
import { infoMeasures, infoNumbers } from './info-numbers.ts'
import { iterationRecord } from './iteration-record.ts'
import { nextNormalizer } from './next-normalizer.ts'
import { passesOf, type RunParts } from './run-parts.ts'
import { type Clock, stopwatch } from './stopwatch.ts'
import { timedProblem } from './timed-problem.ts'

/** TRPO and its relatives, as a training. */
export type Trainer = Training<TrainingState>

/** What a trainer is told besides the parts of the run. */
export interface TrainerOptions {
  /**
   * Tells the time for `timings`, and for nothing else.
   * @default Date.now
   */
  readonly clock?: Clock
  /**
   * Hears of each part of an iteration before it begins, by the name that it has in `timings`. What it throws ends the step.
   * @default nobody hears
   */
  readonly entering?: (part: string) => MaybePromise<void>
  /**
   * What will load the policy again: builders of layers, networks and distributions of your own, the same that `loadPolicy` is
   * to be given.
   * @default what `loadPolicy` does without options
   */
  readonly loading?: DecodePolicyOptions | undefined
  /**
   * Where tasks of the estimator are done, such as the fit of a value network. The trainer disposes of it.
   * @default in this thread, before the update of the policy
   */
  readonly tasks?: TaskHost | undefined
}

/** What the trainer itself adds to the numbers of the update. */
const OWN_MEASURES: Measures = {
  outsideBounds: {
    title: 'Actions outside their bounds',
    chart: 'Actions outside their bounds',
    description:
      'Part of all entries of the drawn actions that lie outside the bounds of the action space, where they are clipped and differences between them have no effect.',
    note: {
      above: 0.5,
      text: 'The policy can hardly learn from actions that are clipped. Unless the extremes are best, let actions be scaled to their bounds (environment.actions=scale), start with less noise (policy.initialLogStd), or check the bounds.',
    },
  },
  klWithNormalizer: {
    title: 'Size of the step, with the normaliser',
    unit: 'nats',
    description:
      'KL from the policy that sampled to the next one with its updated normaliser: the KL of the step plus what the normaliser adds.',
  },
}

/**
 * A trainer over shards that were built from the same parts and own every lane group between them.
 *
 * In each iteration (section 6) the shards sample, the estimator completes the samples, the objective makes a problem of them,
 * and the update rule makes a step. `step` throws a DataError when returns, a fit or observation statistics overflow, a
 * RangeError when the state belongs to another run, an Error while another step is under way or when shards were built from
 * other parts, and what shards or `progress` throw.
 *
 * Throws an Error when a policy of this model could be trained and saved, but not loaded again, and a RangeError when the
 * environment reports a number under the name of another one.
 */
export function createTrainer<B extends Batch, L extends Lanes, P extends TrustRegionProblem = TrustRegionProblem>(
  parts: RunParts<B, L, P>,
  shards: readonly Shard[],
  { clock = Date.now, entering, loading, tasks = inThisThread }: TrainerOptions = {},
): Trainer {
  const { seed, policy: model, normalizeObservations, sampling, estimator, objective, update } = parts
  assertLoadable(model, loading)
  const { network } = model
  const outside = parts.actionBounds && outsideBoundsPass(parts.actionBounds)
  const passes = passesOf(parts)
  const measures = { ...objective.measures, ...estimator.measures, ...update.measures, ...OWN_MEASURES }
  const reported = infoMeasures(parts.info, measures)
  const all = shardsAsOne<B>(shards)
  let agreed: Promise<void> | undefined

  const policyOf = ({ theta, observations }: TrainingState) => ({
    ...model,
    theta,
    normalizer: observations && normalizerFrom(observations),
  })

  const init = (): TrainingState => ({
    iteration: 0,
    steps: 0,
    theta: network.init(randomStream(seed, 'init').seek(0, 0, 0)),
    estimator: estimator.init(randomStream(seed, 'init estimator').seek(0, 0, 0)),
    ...(normalizeObservations && { observations: emptyStatistics(network.inputSize) }),
    ...(sampling.firstOpen && { open: sampling.firstOpen }),
  })
  const first = init()

  const ready = (): Promise<void> => {
    agreed ??= assertAgreed(shards, passes, identityOf(parts))
    return agreed
  }

  const step = async (
    state: TrainingState,
    progress?: SamplingProgress,
  ): Promise<readonly [TrainingState, TrainingRecord]> => {
    assertStateFits(state, first)
    await ready()
    const watch = stopwatch(clock, entering)
    const { time } = watch
    const policy = policyOf(state)
    const frozen: SamplingPolicy = { theta: policy.theta, normalizer: policy.normalizer }
    const { iteration, open } = state
    const collected = await time('sample', () => all.collect({ iteration, policy: frozen, open, progress }))
    const outsideBounds = outside && (await time('estimate', () => all.run(outside)))
    const context = estimateContext(seed, iteration, tasks)
    const estimate = await time('estimate', () => estimator.estimate(all, state.estimator, policy, context))
    const [{ objected, result }, estimated] = await withRestOf(estimate, tasks, watch, async () => {
      const made = await time('evaluate', () => objective.problem(all, policy))
      const problem = timedProblem(made.problem, watch)
      return { objected: made, result: await update.step(problem, { iteration, trust: estimate.trust }) }
    })
    const { observations } = state
    const normalized =
      observations && (await time('normalize', () => nextNormalizer(all, observations, objected, result.theta)))
    const next: TrainingState = {
      iteration: iteration + 1,
      steps: state.steps + collected.steps,
      theta: result.theta,
      estimator: estimated.state,
      ...(normalized && { observations: normalized.seen }),
      ...(collected.open && { open: collected.open }),
    }
    return [
      next,
      {
        ...iterationRecord(next, collected.steps, collected.episodes, {
          ...objected.numbers,
          ...estimated.numbers,
          ...(outsideBounds !== undefined && { outsideBounds }),
          ...infoNumbers(parts.info, collected.episodes),
        }),
        update: {
          status: result.status,
          ...recorded({ ...result.numbers, klWithNormalizer: normalized?.kl ?? Number.NaN }),
        },
        timings: watch.timings(),
      },
    ]
  }

  return {
    summary: update.summary,
    measures: { ...measures, ...reported },
    init,
    step: oneAtATime(
      step,
      'a step of this trainer is under way, and its shards hold one batch; await it, or make another trainer',
    ),
    encode: (state) => encodeCheckpoint(model, state),
    decode: (encoded) => decodeCheckpoint(model, encoded, first.estimator),
    policy: policyOf,
    loading,
    ready,
    async dispose() {
      // All are disposed of, even when one throws: a worker that is left out would keep running.
      const ends = await Promise.allSettled([...shards, tasks].map(async (each) => each.dispose()))
      for (const end of ends) if (end.status === 'rejected') throw end.reason
    },
  }
}
