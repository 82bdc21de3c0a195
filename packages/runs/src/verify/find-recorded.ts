import type { TrainingRecord } from '@trpo/core'
import { listed } from '@trpo/math/messages'
import { RunError } from '../errors.ts'
import { type CheckpointFile, listCheckpoints } from '../files/checkpoint-files.ts'
import { displayPath } from '../files/display-path.ts'
import { readMetrics } from '../files/metrics-file.ts'
import type { RunPaths } from '../files/run-paths.ts'
import { knownNumbers } from './known-numbers.ts'

/** What a run has that can be compared with what is recomputed. */
export interface Recorded {
  /** The checkpoints that are kept. */
  readonly checkpoints: readonly CheckpointFile[]
  /** The records, one an iteration from the first. */
  readonly records: readonly TrainingRecord[]
  /** The numbers that its records have, each with the first iteration that does: one that is newer is not compared. */
  readonly numbers: ReadonlyMap<string, number>
  /** The first iteration that is recomputed follows this one; 0 for the state that is drawn from the seed. */
  readonly from: number
  /** The last iteration that a record or a checkpoint is of. */
  readonly to: number
}

/**
 * Finds what a run has, and where to begin. Throws a RunError when there is nothing to verify, or no checkpoint to begin from.
 *
 * @param last how many iterations to recompute, from the end
 */
export async function findRecorded(paths: RunPaths, last: number | undefined): Promise<Recorded> {
  const checkpoints = await listCheckpoints(paths.checkpoints)
  const records = await readMetrics(paths.metrics)
  const shown = displayPath(paths.directory)
  const to = Math.max(checkpoints.at(-1)?.iteration ?? 0, records.length)
  if (checkpoints.length === 0 && records.length === 0)
    throw new RunError(`the run ${shown} has neither a checkpoint nor a record yet: there is nothing to verify`)
  const from = last === undefined ? 0 : Math.max(0, to - last)
  if (from > 0 && !checkpoints.some(({ iteration }) => iteration === from)) {
    const usable = checkpoints.filter(({ iteration }) => iteration < to).map(({ iteration }) => `${to - iteration}`)
    const kept = checkpoints.map(({ iteration }) => `${iteration}`)
    throw new RunError(
      `--last ${last} begins from the checkpoint of iteration ${from}, and the run ${shown} keeps ${kept.length === 0 ? 'none' : `those of ${listed(kept, '', 40)}`}; ${usable.length === 0 ? 'leave --last out' : `give --last ${listed(usable, '', 40)}, or leave it out`} to begin from the seed (checkpoints.keep of a config says how many are kept)`,
    )
  }
  return { checkpoints, records, numbers: await knownNumbers(paths, records), from, to }
}
