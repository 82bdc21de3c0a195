import type { IterationRecord, TrainingState } from '@trpo/core'
import { listCheckpoints, loadCheckpoint } from '@trpo/core/node'
import { normalizerFrom, type Policy, type PolicyModel } from '@trpo/policies'
import type { LoadedEnvironment } from '../environments/load-environment.ts'
import { asInputAsync, InterruptedError } from '../errors.ts'
import { createProgress, type Progress } from '../progress/progress.ts'
import { appendMetrics, truncateMetrics } from '../run/metrics-file.ts'
import { displayPath, type RunPaths, type StoredRun } from '../run/run-directory.ts'
import { storeCheckpoint, storePolicy } from '../run/store-state.ts'
import { type BuiltTrainer, buildTrainer, type Hosting } from './build-trainer.ts'
import type { Interruption } from './interrupt.ts'
import { createPulse } from './pulse.ts'

/** How a run stands when training has stopped. */
interface TrainOutcome {
  readonly records: readonly IterationRecord[]
  readonly interrupted: boolean
  /** Seconds that this call trained. */
  readonly seconds: number
}

/** A run that is ready to go on: everything that can be wrong with its input has been looked at. */
export interface PreparedRun extends BuiltTrainer {
  readonly state: TrainingState
  /** Trains until the config's iterations are done or a signal comes, or came before. */
  train(interruption: Interruption): Promise<TrainOutcome>
  /** Releases the environments; to be called in the end, whether it was trained or not. */
  dispose(): Promise<void>
}

/**
 * Builds the trainer of a config and finds where the run stands: its last checkpoint, or the first state of a new run.
 * Throws an InputError, or an InterruptedError when a signal comes meanwhile. Writes nothing.
 *
 * @param interruption for who listens for signals already; those who do not are ended by them
 */
export async function prepareRun(
  run: Pick<StoredRun, 'paths' | 'config'>,
  environment: LoadedEnvironment,
  isNew: boolean,
  hosting: Hosting,
  interruption?: Interruption,
): Promise<PreparedRun> {
  const { paths, config } = run
  let progress: Progress | undefined
  let heard = interruption
  const pulse = createPulse(
    () => heard?.requested() ?? false,
    (phase, steps) => progress?.during(phase, steps),
  )
  const built = buildTrainer(config, environment, pulse, hosting)
  const { model, trainer } = built
  try {
    await built.ready()
    const last = isNew ? undefined : (await listCheckpoints(paths.checkpoints)).at(-1)
    const state = last === undefined ? trainer.init() : await readCheckpoint(last.path, model)
    return {
      ...built,
      state,
      dispose: () => trainer.dispose(),
      async train(interruption) {
        const began = performance.now()
        heard = interruption
        try {
          const records =
            last === undefined
              ? await begin(paths, built, state, config.checkpoints.keep)
              : await goOn(paths, built, state)
          progress = createProgress(
            {
              maxKl: config.algorithm.maxKl,
              from: state.iteration,
              to: config.iterations,
              stepsPerIteration: expectedSteps(run, environment, records),
            },
            process.stdout,
          )
          const interrupted = await loop(run, built, state, records, progress)
          return { records, interrupted, seconds: (performance.now() - began) / 1000 }
        } finally {
          progress?.stop()
        }
      },
    }
  } catch (error) {
    await trainer.dispose()
    throw error
  }
}

/** The state of a checkpoint. Throws an InputError that says which file is at fault and how to go on without it. */
export function readCheckpoint(path: string, model: PolicyModel): Promise<TrainingState> {
  return asInputAsync(
    `the checkpoint ${displayPath(path)} cannot be used (delete that folder to go on from the one before)`,
    () => loadCheckpoint(path, model),
  )
}

/** The policy of a state. */
export function policyOf(model: PolicyModel, state: TrainingState): Policy {
  const { theta, observations } = state
  return { ...model, theta, normalizer: observations && normalizerFrom(observations) }
}

/** Writes the untrained policy of a new run, so that even a run stopped at once can be looked at. */
async function begin(
  paths: RunPaths,
  built: BuiltTrainer,
  state: TrainingState,
  keep: number,
): Promise<IterationRecord[]> {
  await truncateMetrics(paths.metrics, 0)
  await storeCheckpoint(paths, built.model, state, keep)
  await storePolicy(paths, policyOf(built.model, state))
  return []
}

/** Makes metrics and policy those of the last checkpoint, which a crash may have come after. */
async function goOn(paths: RunPaths, built: BuiltTrainer, state: TrainingState): Promise<IterationRecord[]> {
  const records = await truncateMetrics(paths.metrics, state.iteration)
  await storePolicy(paths, policyOf(built.model, state))
  return records
}

/**
 * Iterates and adds to `records`; true when a signal stopped it. The order of writes makes every crash harmless: first
 * the record, then the checkpoint that makes it count (a record after the last checkpoint is dropped on resume), then
 * the policy, which `goOn` renews.
 */
async function loop(
  { paths, config }: Pick<StoredRun, 'paths' | 'config'>,
  built: BuiltTrainer,
  first: TrainingState,
  records: IterationRecord[],
  progress: Progress,
): Promise<boolean> {
  let state = first
  try {
    while (state.iteration < config.iterations) {
      const [next, record] = await built.trainer.step(state)
      await appendMetrics(paths.metrics, record)
      await storeCheckpoint(paths, built.model, next, config.checkpoints.keep)
      await storePolicy(paths, policyOf(built.model, next))
      state = next
      records.push(record)
      progress.done(record)
    }
    return false
  } catch (error) {
    if (error instanceof InterruptedError) return true
    throw error
  }
}

/** Steps of an iteration: the quota, or for paths what the last iteration took or could take at most. */
function expectedSteps(
  { config }: Pick<StoredRun, 'config'>,
  environment: LoadedEnvironment,
  records: readonly IterationRecord[],
): number {
  const { unit, perIteration } = config.sampling
  if (unit === 'steps') return perIteration
  return records.at(-1)?.steps ?? perIteration * (environment.spec.timeLimit ?? 1000)
}
