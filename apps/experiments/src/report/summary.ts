import type { IterationRecord } from '@trpo/core'

/** What a run came to, in numbers. null stands for what no record knows. */
export interface RunFigures {
  readonly iterations: number
  readonly steps: number
  /** How many iterations at either end are averaged: five, or half of fewer than ten. */
  readonly ends: number
  /** Mean of the mean returns of the first and of the last iterations, of those that have one. */
  readonly firstReturn: number | null
  readonly lastReturn: number | null
  readonly bestReturn: number | null
  /** Median of KL / delta over the accepted steps. */
  readonly medianKlRatio: number | null
  /** Part of the iterations whose step was accepted. */
  readonly acceptedFraction: number | null
  /** Seconds of all iterations. */
  readonly seconds: number
}

const MOST_ENDS = 5

/** Sums up the records of a run. */
export function runFigures(records: readonly IterationRecord[], maxKl: number): RunFigures {
  const returns = (part: readonly IterationRecord[]) =>
    part.flatMap(({ episodes }) => (episodes.meanReturn === null ? [] : [episodes.meanReturn]))
  const ends = Math.max(1, Math.min(MOST_ENDS, Math.floor(records.length / 2)))
  const accepted = records.filter((record) => record.update.status === 'accepted')
  const all = returns(records)
  return {
    iterations: records.length,
    steps: records.at(-1)?.totalSteps ?? 0,
    ends,
    firstReturn: mean(returns(records.slice(0, ends))),
    lastReturn: mean(returns(records.slice(-ends))),
    bestReturn: all.length === 0 ? null : all.reduce((a, b) => Math.max(a, b)),
    medianKlRatio: median(accepted.flatMap(({ update }) => (update.kl === null ? [] : [update.kl / maxKl]))),
    acceptedFraction: records.length === 0 ? null : accepted.length / records.length,
    seconds: records.reduce((sum, record) => sum + record.timings.total, 0),
  }
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b) / values.length
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
