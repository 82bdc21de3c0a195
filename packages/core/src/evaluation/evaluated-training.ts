import type { Lanes } from '@trpo/envs'
import type { MaybePromise } from '@trpo/linalg'
import type { Policy } from '@trpo/policies'
import { type ActionChoice, MAX_EPISODE_STEPS, oneAtATime, summarizeEpisodes } from '@trpo/samplers'
import type { Measures } from '../records/measure.ts'
import type { Training, TrainingProgress } from '../records/training.ts'
import type { EvaluationRecord, TrainingRecord } from '../records/training-record.ts'
import type { Clock } from '../run/stopwatch.ts'
import type { Shard } from '../shard/shard.ts'
import { evaluationMeasures, evaluationNumbers } from './evaluation-measures.ts'
import { evaluationPlayers } from './evaluation-players.ts'
import type { StopRule } from './stop-rule.ts'

/** How the policies of a training are evaluated. */
export interface TrainingEvaluation {
  /** Makes the environments of the evaluation, once, at the first one. They are disposed of with the training. */
  readonly createLanes: (count: number) => Lanes
  /**
   * Shards of the training, whose policies have the model of the training's: they share the episodes between them, each on
   * environments of its own, so that all cores are busy. The bits are the same.
   * @default episodes are played in this thread, on lanes of `createLanes`
   */
  readonly shards?: readonly Pick<Shard, 'play'>[] | undefined
  /** Where the draws come from. The purposes of the draws differ from those of training, so it may be the seed of the run. */
  readonly seed: number
  /** Evaluates after every n-th iteration. */
  readonly every: number
  /** Whole episodes of each policy and each choice of actions. */
  readonly episodes: number
  /**
   * How actions are chosen. All of them meet the same starts.
   * @default both, drawn actions first
   */
  readonly choices?: readonly ActionChoice[]
  /**
   * `policy`: actions are fitted to the bounds that the policy knows, as `act` does it. `lanes`: they are handed over as they are
   * drawn, to lanes that fit them themselves.
   * @default 'policy'
   */
  readonly fittedBy?: 'policy' | 'lanes'
  /**
   * When training is over before its iterations are done.
   * @default never
   */
  readonly stop?: StopRule
  /**
   * Steps after which an episode is given up, for environments without a time limit.
   * @default 100,000
   */
  readonly maxSteps?: number
  /**
   * Tells the time for `timings`, and for nothing else.
   * @default Date.now
   */
  readonly clock?: Clock
  /** Hears of the evaluation before it begins and now and then while it lasts. What it throws ends the step. */
  readonly entering?: ((part: string) => MaybePromise<void>) | undefined
}

/** The part of `timings` that evaluations take. */
const PART = 'evaluation'

/**
 * The same training, whose records tell every so often what the policy after the update is worth, in episodes of its own: with
 * drawn actions, with the most likely ones, and both for the average of its parameters where the training keeps one. The best of
 * these returns is the record's `evaluation`, by which runs keep their best policy and `stop` ends them, beside what ends the
 * training itself.
 *
 * States, and all draws and numbers of the training, stay as they are, whether it is evaluated or not. Evaluations are determined by
 * the seed, the iteration and the policy alone, and each has draws of its own.
 *
 * Throws a RangeError when a setting is out of range, or when the training has a measure already by the name of one of an
 * evaluation. `step` also rejects with what `evaluatePolicy` rejects with.
 */
export function evaluatedTraining<S extends TrainingProgress, R extends TrainingRecord>(
  training: Training<S, R>,
  settings: TrainingEvaluation,
): Training<S, R> {
  const {
    seed,
    every,
    episodes,
    choices = ['sample', 'mode'],
    fittedBy = 'policy',
    stop,
    maxSteps = MAX_EPISODE_STEPS,
  } = settings
  const { clock = Date.now, entering = () => {} } = settings
  assertCount('every', every)
  assertCount('episodes', episodes)
  assertCount('maxSteps', maxSteps)
  if (choices.length === 0) throw new RangeError("choices is empty; give 'sample', 'mode' or both")
  const players = evaluationPlayers(settings)

  const policiesOf = (state: S): readonly (readonly [EvaluationRecord['policy'], Policy])[] => [
    ['last', training.policy(state)],
    ...(training.average === undefined ? [] : [['average', training.average(state)] as const]),
  ]

  const evaluate = async (state: S) => {
    const asked = policiesOf(state).flatMap(([name, policy]) => choices.map((choice) => ({ name, policy, choice })))
    const played = await players.play(asked, {
      seed,
      round: state.iteration,
      maxSteps,
      fittedBy,
      progress: () => entering(PART),
    })
    let numbers = {}
    let best: EvaluationRecord | undefined
    for (const [i, { name, choice }] of asked.entries()) {
      const found = summarizeEpisodes(choice, played[i])
      numbers = { ...numbers, ...evaluationNumbers(name, found) }
      const { mean } = found.returns
      if (best === undefined || mean > best.meanReturn) best = { meanReturn: mean, policy: name, actions: choice }
    }
    return { ...numbers, evaluation: best }
  }

  const step: typeof training.step = async (state, progress) => {
    const [next, record] = await training.step(state, progress)
    if (next.iteration % every !== 0) return [next, record]
    await entering(PART)
    const began = clock()
    const evaluation = await evaluate(next)
    const seconds = (clock() - began) / 1000
    const { total, ...parts } = record.timings
    return [next, { ...record, ...evaluation, timings: { ...parts, [PART]: seconds, total: total + seconds } }]
  }

  const policies = training.average === undefined ? (['last'] as const) : (['last', 'average'] as const)
  const measures = evaluationMeasures(policies, choices, episodes)
  assertFree(training.measures, measures)
  const inner = delegated(training)
  return {
    ...inner,
    measures: { ...training.measures, ...measures },
    step: oneAtATime(step, 'a step of this training is under way; await it, or make another training'),
    ...(stop && {
      isOver: (records) =>
        inner.isOver?.(records) || stop(records.flatMap((record) => record.evaluation?.meanReturn ?? [])),
    }),
    async dispose() {
      players.dispose()
      await training.dispose()
    },
  }
}

/** All functions of a training, as plain ones: a training may be an object of a class. */
function delegated<S extends TrainingProgress, R extends TrainingRecord>(training: Training<S, R>): Training<S, R> {
  const { average, isOver } = training
  return {
    summary: training.summary,
    measures: training.measures,
    loading: training.loading,
    init: () => training.init(),
    step: (state, progress) => training.step(state, progress),
    encode: (state) => training.encode(state),
    decode: (encoded) => training.decode(encoded),
    policy: (state) => training.policy(state),
    ...(average && { average: (state) => average.call(training, state) }),
    ...(isOver && { isOver: (records) => isOver.call(training, records) }),
    ready: () => training.ready(),
    dispose: () => training.dispose(),
  }
}

function assertFree(taken: Measures, measures: Measures): void {
  const twice = Object.keys(measures).find((name) => Object.hasOwn(taken, name))
  if (twice !== undefined)
    throw new RangeError(
      `the records of this training have ${twice} already, which is the name of a number of evaluations; give it another name, and evaluate a training only once`,
    )
}

function assertCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${name} is ${value}; give a whole number of at least 1`)
}
