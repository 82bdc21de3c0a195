import type { TrainingRecord } from '@trpo/core'

/** How much of an iteration sampling is taken to be before there is one to learn it from. */
const SAMPLING = 0.75

/** How far an iteration is, as a number from 0 to 1, by what the one before took. */
export interface IterationProgress {
  /** In a part of it, of which so much of the sampling is done. Never less than it was in this iteration. */
  at(part: string, sampled: number): number
  /** It is over, and the next one begins. */
  done(record: Pick<TrainingRecord, 'timings'>): void
}

/** Before the first iteration. */
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
