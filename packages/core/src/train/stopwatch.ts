import type { TrustRegionProblem } from '../step/trust-region-problem.ts'
import type { Timings } from './iteration-record.ts'

/** Milliseconds from any fixed moment. */
export type Clock = () => number

/** Seconds spent in each part of an iteration. */
export interface Stopwatch {
  measure<T>(part: keyof Omit<Timings, 'total'>, work: () => Promise<T>): Promise<T>
  timings(): Timings
}

export function stopwatch(clock: Clock): Stopwatch {
  const began = clock()
  const seconds = { sample: 0, estimate: 0, gradient: 0, fisher: 0, evaluate: 0 }
  return {
    async measure(part, work) {
      const start = clock()
      try {
        return await work()
      } finally {
        seconds[part] += (clock() - start) / 1000
      }
    },
    timings: () => ({ ...seconds, total: (clock() - began) / 1000 }),
  }
}

/** The same problem, its parts timed. */
export function timed(problem: TrustRegionProblem, watch: Stopwatch): TrustRegionProblem {
  return {
    ...problem,
    gradient: () => watch.measure('gradient', async () => problem.gradient()),
    fisherProduct: (v) => watch.measure('fisher', async () => problem.fisherProduct(v)),
    evaluate: (theta) => watch.measure('evaluate', async () => problem.evaluate(theta)),
  }
}
