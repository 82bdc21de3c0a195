import type { TrainingRecord } from '@trpo/core'

/** The part of an iteration that sampling is assumed to take before an iteration has shown it. */
const SAMPLING = 0.75

/** How far an iteration is, as a number from 0 to 1, judged by the times of the one before. */
export interface IterationProgress {
  /** How far it is in a part, when so much of the sampling is done. It never falls within an iteration. */
  at(part: string, sampled: number): number
  /** Notes that it is over and the next one begins. */
  done(record: Pick<TrainingRecord, 'timings'>): void
}

/** The progress before the first iteration. */
export function iterationProgress(): IterationProgress {
  let begins: ReadonlyMap<string, number> = new Map()
  let sampling = SAMPLING
  let reached = 0
  return {
    at(part, sampled) {
      const now = part === 'sample' ? sampled * sampling : (begins.get(part) ?? sampling)
      reached = Math.max(reached, now)
      return reached
    },
    done({ timings: { total, ...parts } }) {
      reached = 0
      if (total === 0) return
      const found = new Map<string, number>()
      let sum = 0
      for (const [part, seconds] of Object.entries(parts)) {
        found.set(part, Math.min(1, sum / total))
        sum += seconds
      }
      begins = found
      sampling = (parts['sample'] ?? SAMPLING * total) / total
    },
  }
}
