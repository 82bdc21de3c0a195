import type { Training, TrainingProgress, TrainingRecord } from '@trpo/core'
import { asRunError, InterruptedError } from '../errors.ts'
import { bestEvaluation, betterEvaluation } from '../figures/best-evaluation.ts'
import { DamagedCheckpointError, listCheckpoints, loadCheckpoint, saveCheckpoint } from '../files/checkpoint-files.ts'
import { displayPath } from '../files/display-path.ts'
import { forgetFailedEpisode, writeFailedEpisode } from '../files/failed-episode.ts'
import { readJson } from '../files/json-file.ts'
import { appendMetrics, truncateMetrics } from '../files/metrics-file.ts'
import { refuseOtherVersion } from '../files/other-version.ts'
import { storePolicies } from '../files/policy-files.ts'
import type { RunPaths } from '../files/run-paths.ts'
import { resumeAfter, writing } from '../files/storage-error.ts'
import { type StoredRun, writeIterations } from '../files/stored-run.ts'

/** Where a run begins or is resumed. */
export interface RunStart<S extends TrainingProgress> {
  /** The state of its last checkpoint, or the first one. */
  readonly state: S
  /** Whether there is no checkpoint yet. */
  readonly isNew: boolean
}

/** Hears how training goes, which waits for the promises that it returns. */
export interface TrainRunListener<R extends TrainingRecord> {
  /** The records that are there, before the first iteration. */
  onBegin?(records: readonly R[]): void | Promise<void>
  /** Every record, once it and its checkpoint are on the disk. */
  onRecord?(record: R): void | Promise<void>
}

/** How a run stands when training has stopped. */
export interface TrainRunOutcome<R extends TrainingRecord> {
  /** All its records. */
  readonly records: readonly R[]
  /** Whether an InterruptedError stopped it before its iterations were done. */
  readonly interrupted: boolean
  /** Whether the training was over before its iterations were done. Its config then says how many it has had. */
  readonly stopped: boolean
}

/** Where a run stands. Throws a RunError when its last checkpoint cannot be used. Writes nothing. */
export async function findStart<S extends TrainingProgress>(
  { checkpoints }: RunPaths,
  training: Pick<Training<S>, 'init' | 'encode' | 'decode'>,
): Promise<RunStart<S>> {
  const last = (await listCheckpoints(checkpoints)).at(-1)
  if (last === undefined) return { state: training.init(), isNew: true }
  return { state: await readState(last.path, training), isNew: false }
}

/**
 * The state of a checkpoint. Throws a RunError that says which file is at fault and how to continue without it, and an
 * OtherVersionError for a sound checkpoint of another version.
 */
export function readState<S extends TrainingProgress>(
  path: string,
  training: Pick<Training<S>, 'init' | 'encode' | 'decode'>,
): Promise<S> {
  return asRunError(
    `the checkpoint ${displayPath(path)} cannot be used (delete that folder to resume from the one before)`,
    async () => {
      try {
        return training.decode(await loadCheckpoint(path))
      } catch (error) {
        if (!(error instanceof DamagedCheckpointError))
          await refuseOtherVersion(path, 'use', training.encode(training.init()))
        throw error
      }
    },
  )
}

/**
 * Trains a run until its iterations are done or the training is over, or until `step` or a listener throws an InterruptedError.
 * The config of a run that is over says that it has only the iterations that were done, so that it counts as finished.
 *
 * The order of writes makes every crash harmless: first the record, then the checkpoint that makes it count (a record after
 * the last checkpoint is dropped on resume), then the policies, which the next beginning renews. The files of an iteration are
 * written while the next one is computed, and are whole before this function ends in any way. Throws a RunError when a file
 * cannot be written, and what the training throws. Where that tells of an episode that failed, the episode is
 * kept for a replay, until a resumed run has passed it.
 */
export async function trainRun<S extends TrainingProgress, R extends TrainingRecord>(
  { paths, config }: Pick<StoredRun, 'paths' | 'config'>,
  training: Training<S, R>,
  { state: first, isNew }: RunStart<S>,
  listener: TrainRunListener<R> = {},
): Promise<TrainRunOutcome<R>> {
  const storeCheckpoint = (state: S) =>
    writing(paths.checkpoints, resumeAfter(paths.directory), () =>
      saveCheckpoint(paths.checkpoints, state.iteration, training.encode(state), config.checkpoints.keep),
    )
  // Whatever a crash left after the last checkpoint is removed. Even a run that is stopped at once has a policy.
  const records = await truncateMetrics<R>(paths.metrics, first.iteration)
  let best = bestEvaluation(records)
  if (isNew) await storeCheckpoint(first)
  await storePolicies(paths, training, first, best)
  await forgetFailedEpisode(paths, first.iteration)
  await listener.onBegin?.(records)
  const store = async (next: S, record: R) => {
    await appendMetrics(paths.metrics, record)
    await storeCheckpoint(next)
    best = betterEvaluation(best, bestEvaluation([record]))
    await storePolicies(paths, training, next, best)
    await forgetFailedEpisode(paths, next.iteration)
    stored.push(record)
    await listener.onRecord?.(record)
  }
  const stored = [...records]
  let state = first
  let storing: Promise<void> = Promise.resolve()
  const isOver = () => training.isOver?.(records) ?? false
  try {
    while (state.iteration < config.iterations && !isOver()) {
      const [next, record] = await training.step(state)
      // The disk had the time of a whole iteration for the one before.
      await storing
      storing = store(next, record)
      // Whoever waits for it hears of it.
      storing.catch(() => undefined)
      state = next
      records.push(record)
    }
    await storing
  } catch (error) {
    // What was done is kept, whatever ended the iteration after it.
    const reason: unknown = await storing.then(
      () => error,
      (fault: unknown) => (error instanceof InterruptedError ? fault : error),
    )
    if (reason instanceof InterruptedError) return { records: stored, interrupted: true, stopped: false }
    // That the disk refuses as well is no reason to hide why the run failed.
    await writeFailedEpisode(paths, reason).catch(() => undefined)
    throw reason
  }
  const stopped = state.iteration < config.iterations
  if (stopped) await writeIterations({ paths, raw: Object(await readJson(paths.config)) }, state.iteration)
  return { records, interrupted: false, stopped }
}
