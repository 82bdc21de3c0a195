import type { IterationRecord } from '@trpo/core'

/** One iteration as the charts read it. null leaves a gap. */
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
  readonly klRatio: number | null
  readonly status: string
  readonly backtracks: number
  readonly entropy: number | null
  readonly actualImprovement: number | null
  readonly expectedImprovement: number | null
  readonly explainedVariance: number | null
}

/** One part of an iteration's time, in seconds. */
export interface TimeRow {
  readonly iteration: number
  readonly part: string
  readonly seconds: number
}

/** The parts of an iteration in the order they are stacked. */
export const TIME_PARTS = ['sample', 'estimate', 'gradient', 'fisher', 'evaluate', 'other'] as const

export function chartRows(records: readonly IterationRecord[], maxKl: number): ChartRow[] {
  return records.map(({ iteration, totalSteps, meanReward, episodes, update, entropy, explainedVariance }) => {
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
      klRatio: update.kl === null ? null : update.kl / maxKl,
      status: update.status,
      backtracks: update.backtracks,
      entropy,
      actualImprovement: update.surrogateAfter === null ? null : update.surrogateAfter - update.surrogateBefore,
      expectedImprovement: update.expectedImprovement,
      explainedVariance,
    }
  })
}

export function timeRows(records: readonly IterationRecord[]): TimeRow[] {
  return records.flatMap(({ iteration, timings }) => {
    const { sample, estimate, gradient, fisher, evaluate, total } = timings
    const other = Math.max(0, total - sample - estimate - gradient - fisher - evaluate)
    const seconds = { sample, estimate, gradient, fisher, evaluate, other }
    return TIME_PARTS.map((part) => ({ iteration, part, seconds: seconds[part] }))
  })
}
