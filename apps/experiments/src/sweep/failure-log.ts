import { type SweepFailures, type SweepPaths, writeFailures } from '@trpo/runs'

/** The failures of a sweep while it is done, as its failures.json has them. */
export interface FailureLog {
  /** All of them up to now. */
  readonly all: () => SweepFailures
  /** Keeps one more; done when it is on the disk. Throws what `writeFailures` throws. */
  add(name: string, reason: string): Promise<void>
}

/** Adds to the failures that are known. Runs that fail at the same time are written one after the other, and none is lost. */
export function failureLog(paths: Pick<SweepPaths, 'failures'>, known: SweepFailures): FailureLog {
  let failures = known
  let written: Promise<void> = Promise.resolve()
  return {
    all: () => failures,
    add(name, reason) {
      failures = { ...failures, [name]: { reason, at: new Date().toISOString() } }
      written = written.then(() => writeFailures(paths, failures))
      return written
    },
  }
}
