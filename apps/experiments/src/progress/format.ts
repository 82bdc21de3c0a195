import { hasNumber, type Measures, partOfBound, type TrainingRecord } from '@trpo/core'
import type { PlacedEvaluation } from '@trpo/runs'

/** Four significant digits, or `-` for what is not known. */
export function short(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '-'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2)
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3)
}

/** `1 h 05 m`, `3 m 20 s`, `4.2 s` */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-'
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.floor(Math.round(seconds) / 60)
  const pad = (value: number) => String(value).padStart(2, '0')
  if (minutes < 60) return `${minutes} m ${pad(Math.round(seconds) % 60)} s`
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`
}

/** `iteration` or `5 iterations`: what follows `the first` and `the last`. */
export function someIterations(count: number): string {
  return count === 1 ? 'iteration' : `${count} iterations`
}

/** `2796 at iteration 90 (most likely actions)`: what an evaluation came to, and whose return it is. */
export function evaluationInWords({ meanReturn, iteration, policy, actions }: PlacedEvaluation): string {
  const whose = `${actions === 'mode' ? 'most likely' : 'drawn'} actions${policy === 'average' ? ' of averaged parameters' : ''}`
  return `${short(meanReturn)} at iteration ${iteration} (${whose})`
}

/** `12.34 ± 0.56`, or `-` when no episode ended. */
function returnOf(record: TrainingRecord): string {
  const { meanReturn, stdReturn } = record.episodes
  return meanReturn === null ? '-' : `${short(meanReturn)} ± ${short(stdReturn)}`
}

/** The percentages of an iteration's time that went into sampling, evaluation and the rest. Empty for records without times. */
function timeShares({
  timings: { total, ['sample']: sample, ['evaluation']: evaluation },
}: TrainingRecord): readonly string[] {
  if (sample === undefined || total === 0) return []
  const [sampled, evaluated] = [sample, evaluation ?? 0].map((seconds) => Math.round((100 * seconds) / total))
  const rest = `update ${100 - sampled - evaluated}%`
  return [`sample ${sampled}% ${rest}${evaluation === undefined ? '' : ` evaluation ${evaluated}%`}`]
}

/**
 * What an iteration came to, without its number, for the bar and for plain lines. These are its return and the numbers for
 * which the training's measures have a short name.
 */
export function iterationFacts(record: TrainingRecord, measures: Measures): string {
  const { update, episodes, meanReward } = record
  const numbers = Object.entries(measures).flatMap(([name, measure]) =>
    measure.short === undefined || !hasNumber(record, name)
      ? []
      : [`${measure.short} ${short(partOfBound(record, name, measure))}`],
  )
  return [
    episodes.meanReturn === null
      ? `no episode ended, reward ${short(meanReward)} a step`
      : `return ${returnOf(record)}`,
    ...numbers,
    ...timeShares(record),
    ...(update.status === 'accepted' ? [] : [update.status]),
  ].join(' | ')
}
