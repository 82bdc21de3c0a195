import { numberIn, type TrainingRecord } from '@trpo/core'

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
  readonly backtracks: number | null
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

export function chartRows(records: readonly TrainingRecord[], maxKl: number): ChartRow[] {
  return records.map((record) => {
    const { iteration, totalSteps, meanReward, episodes, update } = record
    const kl = numberIn(record, 'kl')
    const [before, after] = [numberIn(record, 'surrogateBefore'), numberIn(record, 'surrogateAfter')]
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
      klRatio: kl === null ? null : kl / maxKl,
      status: update.status,
      backtracks: numberIn(record, 'backtracks'),
      entropy: numberIn(record, 'entropy'),
      actualImprovement: after === null || before === null ? null : after - before,
      expectedImprovement: numberIn(record, 'expectedImprovement'),
      explainedVariance: numberIn(record, 'explainedVariance'),
    }
  })
}

export function timeRows(records: readonly TrainingRecord[]): TimeRow[] {
  return records.flatMap(({ iteration, timings }) => {
    const { total, ...parts } = timings
    const known = TIME_PARTS.filter((part) => part !== 'other').map((part) => parts[part] ?? 0)
    const other = Math.max(0, total - known.reduce((sum, seconds) => sum + seconds, 0))
    return TIME_PARTS.map((part) => ({ iteration, part, seconds: part === 'other' ? other : (parts[part] ?? 0) }))
  })
}
