import { readFile } from 'node:fs/promises'
import { trainingOf } from '@trpo/recipes/node'
import { isPolicyCurrent, listCheckpoints } from '@trpo/runs'
import { iterationsDone } from '../report/write-report.ts'
import type { TrpoRun } from '../run/find-run.ts'

/**
 * Whether the policy and the report of a run whose iterations are done are those of its last checkpoint. A crash may have come
 * between the checkpoint and them.
 */
export async function isComplete({ paths, config, provenance }: TrpoRun): Promise<boolean> {
  const last = (await listCheckpoints(paths.checkpoints)).at(-1)
  const report = await readFile(paths.report, 'utf8').catch(() => '')
  if (last === undefined || !report.includes(iterationsDone(last.iteration, config.iterations))) return false
  const training = await trainingOf(config, { workers: 1, startedIn: provenance.startedIn })
  try {
    return await isPolicyCurrent(paths, training)
  } finally {
    await training.dispose()
  }
}
