import { readFile } from 'node:fs/promises'
import { runPaths, type Sweep, type SweepFailures, type SweepRunState, sweepStates } from '@trpo/runs'
import { iterationsDone } from '../report/write-report.ts'

/**
 * How the runs of the sweep in a folder stand, as `sweepStates` has it, but a run is finished only once its report is written,
 * which comes last. Without it the run has failed where a failure is known, and is unfinished where it was stopped.
 */
export async function runStates(
  directory: string,
  sweep: Pick<Sweep, 'runs'>,
  failures: SweepFailures,
): Promise<SweepRunState[]> {
  const states = await sweepStates(directory, sweep, failures)
  return Promise.all(
    states.map(async (state): Promise<SweepRunState> => {
      if (state.state !== 'finished' || (await isReported(state))) return state
      if (!Object.hasOwn(failures, state.name)) return { ...state, state: 'unfinished' }
      return { ...state, state: 'failed', reason: failures[state.name].reason }
    }),
  )
}

async function isReported({ directory, summary }: SweepRunState): Promise<boolean> {
  const report = await readFile(runPaths(directory).report, 'utf8').catch(() => '')
  return summary !== undefined && report.includes(iterationsDone(summary.iteration, summary.iterations))
}
