import { join } from 'node:path'
import { displayPath, runPaths, trainedBy } from '@trpo/runs'
import type { Interruption } from '../run/interrupt.ts'
import type { FailureLog } from './failure-log.ts'
import type { PendingRun } from './pending-runs.ts'
import type { SweepProgress } from './progress.ts'
import { type RunEnd, type RunProcess, startRun } from './run-process.ts'
import { waitForLock } from './wait-for-lock.ts'

/** What the runs of a sweep share while they are trained. */
export interface Sweeping {
  readonly interruption: Interruption
  readonly progress: SweepProgress
  /** The processes that a stop is asked of. */
  readonly underWay: Set<RunProcess>
  readonly failures: FailureLog
  /** Reads again what is left to be done of a run that another process has had meanwhile; undefined for nothing. */
  readonly leftOf: (run: PendingRun) => Promise<PendingRun | undefined>
}

/** How often a run is begun that others take again and again, before that counts as a failure. */
const TRIES = 10

/**
 * Does what is left to be done of a run, in a process of its own.
 *
 * The process of a sweep that was killed may be so slow to start that it takes the lock of a run only after the next sweep has
 * looked for it, and it may begin the run before it hears that nobody listens. Whenever another process has had the run, it is
 * waited for, and then is read again what is left to be done.
 */
export async function trainOne(run: PendingRun, cores: number, logs: string, sweeping: Sweeping): Promise<void> {
  const { interruption, progress, failures, leftOf } = sweeping
  const paths = runPaths(run.directory)
  let left = run
  let wasTaken = false
  for (let tries = 0; tries < TRIES; tries++) {
    const hasWaited = await waitForLock({
      holder: () => trainedBy(paths),
      stopped: interruption.requested,
      onLong: (holder) => progress.waits(run.name, holder, displayPath(paths.lock)),
    })
    if (interruption.requested()) return
    if (hasWaited || wasTaken) {
      const renewed = await leftOf(run)
      if (renewed === undefined) return
      left = renewed
    }
    const end = await trainOnce(left, cores, logs, sweeping)
    const isLast = tries === TRIES - 1
    const counts = end.how === 'taken' && isLast ? { how: 'failed' as const, reason: end.reason } : end
    progress.end(run.name, counts)
    if (counts.how === 'failed') await failures.add(run.name, counts.reason)
    if (counts.how !== 'taken') return
    wasTaken = true
  }
}

/** Begins or resumes the run, and waits for its end. */
async function trainOnce(
  { name, words, cwd, from, to }: PendingRun,
  cores: number,
  logs: string,
  { interruption, progress, underWay }: Sweeping,
): Promise<RunEnd> {
  progress.begin({ name, from, to, cores })
  const run = await startRun({
    words: [...words, '--workers', String(cores)],
    cwd,
    log: join(logs, `${name}.txt`),
    onProgress: (message) => progress.at(name, message),
  })
  underWay.add(run)
  if (interruption.requested()) run.stop()
  const end = await run.ended
  underWay.delete(run)
  return end
}
