import {
  makeFolder,
  overCores,
  readFailures,
  type Sweep,
  type SweepRunState,
  sweepPaths,
  withSweep,
  writeFailures,
} from '@trpo/runs'
import { listenForInterruption } from '../run/interrupt.ts'
import { sweepProgress } from './draw-progress.ts'
import { type FailureLog, failureLog } from './failure-log.ts'
import { type PendingRun, pendingRuns } from './pending-runs.ts'
import { coreShares } from './run-cores.ts'
import type { RunProcess } from './run-process.ts'
import { runStates } from './run-states.ts'
import { trainOne } from './train-one.ts'

/** A sweep to do. */
export interface SweepToDo {
  /** Its folder. */
  readonly directory: string
  /** What is asked for; undefined to resume what is in the folder. */
  readonly sweep: Sweep | undefined
  /** Runs at once; as many as their sizes allow when undefined. */
  readonly jobs: number | undefined
  /** Whether runs that failed are tried again. */
  readonly retry: boolean
  /** Hears of the runs that are still to be done, before the first begins. */
  readonly introduce: (states: readonly SweepRunState[], pending: readonly PendingRun[]) => void
}

/** How a sweep stands when it has ended or was stopped. */
export interface SweepOutcome {
  readonly states: readonly SweepRunState[]
  readonly interrupted: boolean
}

/** Does what is still to be done of a sweep, each run in a process of its own. */
export function doSweep({ directory, sweep, jobs, retry, introduce }: SweepToDo): Promise<SweepOutcome> {
  const paths = sweepPaths(directory)
  return withSweep(directory, sweep, async (stored) => {
    const kept = await readFailures(paths)
    const failures = failureLog(paths, retry ? {} : kept)
    await makeFolder(paths.logs)
    const states = await runStates(paths.directory, stored, failures.all())
    const shares = coreShares(jobs)
    const pending = await pendingRuns(stored, states, shares)
    // What was refused above has not been tried again.
    if (retry && Object.keys(kept).length > 0) await writeFailures(paths, {})
    introduce(states, pending)
    const interrupted = await trainAll(pending, shares.cores, paths.logs, states, failures, async ({ name }) => {
      const runs = stored.runs.filter((run) => run.name === name)
      const [left] = await pendingRuns(stored, await runStates(paths.directory, { runs }, failures.all()), shares)
      return left
    })
    return { states: await runStates(paths.directory, stored, failures.all()), interrupted }
  })
}

/**
 * Trains runs side by side. Gives whether a signal stopped them.
 *
 * @param leftOf reads again what is left to be done of a run that another process has had meanwhile; undefined for nothing
 */
export async function trainAll(
  pending: readonly PendingRun[],
  cores: number,
  logs: string,
  states: readonly SweepRunState[],
  failures: FailureLog,
  leftOf: (run: PendingRun) => Promise<PendingRun | undefined>,
): Promise<boolean> {
  const underWay = new Set<RunProcess>()
  const stopAll = () => {
    for (const run of underWay) run.stop()
  }
  const interruption = listenForInterruption(stopAll)
  const progress = sweepProgress(
    {
      runs: states.length,
      finished: states.filter(({ state }) => state === 'finished').length,
      failed: states.filter(({ state }) => state === 'failed').length,
      iterations: pending.reduce((sum, { from, to }) => sum + to - from, 0),
    },
    process.stdout,
  )
  try {
    await overCores({
      tasks: pending,
      cores,
      coresOf: (run) => run.cores,
      stopped: interruption.requested,
      async run(run, share) {
        try {
          await trainOne(run, share, logs, { interruption, progress, underWay, failures, leftOf })
        } catch (error) {
          stopAll()
          throw error
        }
      },
    })
    return interruption.requested()
  } finally {
    progress.stop()
    interruption.release()
  }
}
