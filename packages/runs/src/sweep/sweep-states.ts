import { join } from 'node:path'
import { exists } from '../files/exists.ts'
import { type RunSummary, summarizeRun } from '../files/find-runs.ts'
import { runPaths } from '../files/run-paths.ts'
import type { SweepFailures } from './failures-file.ts'
import type { Sweep, SweepRun } from './sweep-file.ts'

/** How a run of a sweep stands. */
export interface SweepRunState extends SweepRun {
  /** Its folder. */
  readonly directory: string
  /** Not begun, begun and not done, done, ended by an error, or with files that cannot be read, which no further try mends. */
  readonly state: 'waiting' | 'unfinished' | 'finished' | 'failed' | 'unreadable'
  /** What is in its folder; undefined where it has not begun. */
  readonly summary: RunSummary | undefined
  /** Why it failed, or cannot be read. */
  readonly reason: string | undefined
}

/** How the runs of the sweep in a folder stand, by what lies on the disk, in the order of the sweep. */
export function sweepStates(
  directory: string,
  { runs }: Pick<Sweep, 'runs'>,
  failures: SweepFailures,
): Promise<SweepRunState[]> {
  return Promise.all(
    runs.map(async (run): Promise<SweepRunState> => {
      const folder = join(directory, run.name)
      const began = await exists(runPaths(folder).config)
      const summary = began ? await summarizeRun(run.name, folder) : undefined
      const known = { ...run, directory: folder, summary }
      if (summary?.state === 'finished') return { ...known, state: 'finished', reason: undefined }
      if (summary?.state === 'unreadable') return { ...known, state: 'unreadable', reason: summary.fault }
      if (Object.hasOwn(failures, run.name)) return { ...known, state: 'failed', reason: failures[run.name].reason }
      return { ...known, state: summary === undefined ? 'waiting' : 'unfinished', reason: undefined }
    }),
  )
}
