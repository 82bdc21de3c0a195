import type { TrainingRecord } from '@trpo/core'

/** Returns and lengths of one iteration, as the charts read them; null leaves a gap. */
export interface ChartRow {
  readonly iteration: number
  readonly totalSteps: number
  readonly meanReturn: number | null
  /** Mean minus and plus one standard deviation over episodes. */
  readonly lowReturn: number | null
  readonly highReturn: number | null
  readonly minReturn: number | null
  readonly maxReturn: number | null
  readonly meanReward: number
  readonly meanLength: number | null
}

/** One part of an iteration's time, in seconds. */
export interface TimeRow {
  readonly iteration: number
  readonly part: string
  readonly seconds: number
}

/** The name of what is left of an iteration's time beside its parts. */
const OTHER = 'other'

export function chartRows(records: readonly TrainingRecord[]): ChartRow[] {
  return records.map(({ iteration, totalSteps, meanReward, episodes }) => {
    const { meanReturn, stdReturn, minReturn, maxReturn, meanLength } = episodes
    const spread =
      meanReturn === null || stdReturn === null ? null : { low: meanReturn - stdReturn, high: meanReturn + stdReturn }
    return {
      iteration,
      totalSteps,
      meanReturn,
      lowReturn: spread?.low ?? null,
      highReturn: spread?.high ?? null,
      minReturn,
      maxReturn,
      meanReward,
      meanLength,
    }
  })
}

/**
 * The parts of an iteration, in the order in which they are stacked and by the names that records give them, whatever trained.
 */
export function timeParts(records: readonly TrainingRecord[]): string[] {
  return [...new Set([...records.flatMap(({ timings: { total: _, ...parts } }) => Object.keys(parts)), OTHER])]
}

/** Every part of every iteration, 0 where it was not entered. */
export function timeRows(records: readonly TrainingRecord[]): TimeRow[] {
  const parts = timeParts(records)
  return records.flatMap(({ iteration, timings: { total, ...seconds } }) => {
    const other = Math.max(0, total - Object.values(seconds).reduce((sum, part) => sum + part, 0))
    return parts.map((part) => ({ iteration, part, seconds: part === OTHER ? other : (seconds[part] ?? 0) }))
  })
}
