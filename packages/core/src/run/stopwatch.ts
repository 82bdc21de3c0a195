import type { MaybePromise } from '@trpo/linalg'
import type { Timings } from '../records/training-record.ts'

/** Milliseconds from any fixed moment. */
export type Clock = () => number

/** Seconds that each part of an iteration takes. Whoever runs a part names it. */
export interface Stopwatch {
  /** Does `work` as a part of the iteration. The times of one name are added up. */
  time<T>(part: string, work: () => MaybePromise<T>): Promise<T>
  /** The seconds so far, with parts in the order in which they were first entered. */
  timings(): Timings
}

/**
 * A stopwatch that starts now.
 *
 * @param entering is called before each part begins, and may throw
 */
export function stopwatch(clock: Clock, entering: (part: string) => MaybePromise<void> = () => {}): Stopwatch {
  const began = clock()
  const seconds = new Map<string, number>()
  return {
    async time(part, work) {
      await entering(part)
      const start = clock()
      try {
        return await work()
      } finally {
        seconds.set(part, (seconds.get(part) ?? 0) + (clock() - start) / 1000)
      }
    },
    timings: () => ({ ...Object.fromEntries(seconds), total: (clock() - began) / 1000 }),
  }
}
