import type { Training, TrainingProgress, TrainingRecord } from '@trpo/core'
import { savePolicy } from '@trpo/policies/node'
import { asRunError, InterruptedError } from '../errors.ts'
import { DamagedCheckpointError, listCheckpoints, loadCheckpoint, saveCheckpoint } from '../files/checkpoint-files.ts'
import { displayPath } from '../files/display-path.ts'
import { writeFailedEpisode } from '../files/failed-episode.ts'
import { appendMetrics, truncateMetrics } from '../files/metrics-file.ts'
import { refuseOtherVersion } from '../files/other-version.ts'
import type { RunPaths } from '../files/run-paths.ts'
import { resumeAfter, writing } from '../files/storage-error.ts'
import type { StoredRun } from '../files/stored-run.ts'

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
 * Trains a run until its iterations are done, or until `step` or a listener throws an InterruptedError.
 *
 * The order of writes makes every crash harmless: first the record, then the checkpoint that makes it count (a record after
 * the last checkpoint is dropped on resume), then the policy, which the next beginning renews. Throws a RunError when a file
 * cannot be written, and what the training throws. Where that tells of an episode that failed, the episode is kept for a replay.
 */
export async function trainRun<S extends TrainingProgress, R extends TrainingRecord>(
  { paths, config }: Pick<StoredRun, 'paths' | 'config'>,
  training: Training<S, R>,
  { state: first, isNew }: RunStart<S>,
  listener: TrainRunListener<R> = {},
): Promise<TrainRunOutcome<R>> {
  const store = async (state: S) => {
    await writing(paths.checkpoints, resumeAfter(paths.directory), () =>
      saveCheckpoint(paths.checkpoints, state.iteration, training.encode(state), config.checkpoints.keep),
    )
    await storePolicy(paths, training, state)
  }
  // Whatever a crash left after the last checkpoint is removed. Even a run that is stopped at once has a policy.
  const records = await truncateMetrics<R>(paths.metrics, first.iteration)
  if (isNew) await store(first)
  else await storePolicy(paths, training, first)
  await listener.onBegin?.(records)
  let state = first
  try {
    while (state.iteration < config.iterations) {
      const [next, record] = await training.step(state)
      await appendMetrics(paths.metrics, record)
      await store(next)
      state = next
      records.push(record)
      await listener.onRecord?.(record)
    }
    return { records, interrupted: false }
  } catch (error) {
    if (error instanceof InterruptedError) return { records, interrupted: true }
    // That the disk refuses as well is no reason to hide why the run failed.
    await writeFailedEpisode(paths, error).catch(() => undefined)
    throw error
  }
}

async function storePolicy<S extends TrainingProgress>(
  { policy, directory }: RunPaths,
  training: Pick<Training<S>, 'policy'>,
  state: S,
): Promise<void> {
  await writing(policy, resumeAfter(directory), () => savePolicy(policy, training.policy(state)))
}
