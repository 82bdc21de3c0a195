import { type BoundedMeasure, partOfBound, type TrainingRecord } from '@trpo/core'

/** One iteration, as far as the headline figures look. null stands for what is not known. */
export interface CurvePoint {
  /** Environment steps sampled so far. */
  readonly steps: number
  /** Mean return of the episodes that ended in it. */
  readonly meanReturn: number | null
  /** Whether its step was accepted. */
  readonly accepted: boolean | null
  /** The size of the step divided by its bound, such as KL / delta. */
  readonly partOfBound: number | null
}

/** What a run came to, in numbers. null stands for what no iteration knows. */
export interface LearningFigures {
  /** Iterations done. */
  readonly iterations: number
  /** Environment steps sampled. */
  readonly steps: number
  /** How many iterations `firstReturn` looks at: five, or half of fewer than ten. */
  readonly firstCount: number
  /** How many iterations `lastReturn` looks at: five, or all of fewer. */
  readonly lastCount: number
  /** Mean of the mean returns of the first iterations that have one. */
  readonly firstReturn: number | null
  /** Mean of the mean returns of the last iterations that have one. */
  readonly lastReturn: number | null
  /** The greatest mean return of an iteration. */
  readonly bestReturn: number | null
  /** Median of the steps' parts of their bound, over the iterations that have one, whether the step was accepted or not. */
  readonly medianPartOfBound: number | null
  /** The fraction of the iterations whose step was accepted, of those of which it is known. */
  readonly acceptedFraction: number | null
}

/** The final return of a run is the mean over so many iterations at its end. */
export const LAST = 5

/**
 * The points of a run's records.
 *
 * @param size what the size of a step is measured by, where it has a bound: `boundedMeasure` of the training's measures
 */
export function curvePoints(records: readonly TrainingRecord[], size?: BoundedMeasure): CurvePoint[] {
  return records.map((record) => ({
    steps: record.totalSteps,
    meanReturn: record.episodes.meanReturn,
    accepted: record.update.status === 'accepted',
    partOfBound: size === undefined ? null : partOfBound(record, size.name, size),
  }))
}

/** Sums up the iterations of a run: the one definition behind the screen, the report and `trpo compare`. */
export function learningFigures(points: readonly CurvePoint[]): LearningFigures {
  const firstCount = Math.max(1, Math.min(LAST, Math.floor(points.length / 2)))
  const lastCount = Math.max(1, Math.min(LAST, points.length))
  const all = known(points, 'meanReturn')
  return {
    iterations: points.length,
    steps: points.at(-1)?.steps ?? 0,
    firstCount,
    lastCount,
    firstReturn: mean(known(points.slice(0, firstCount), 'meanReturn')),
    lastReturn: mean(known(points.slice(-lastCount), 'meanReturn')),
    bestReturn: all.length === 0 ? null : all.reduce((a, b) => Math.max(a, b)),
    medianPartOfBound: median(known(points, 'partOfBound')),
    acceptedFraction: mean(points.flatMap(({ accepted }) => (accepted === null ? [] : [accepted ? 1 : 0]))),
  }
}

/** Mean and spread of some numbers. */
export interface SampleSpread {
  /** Their mean. */
  readonly mean: number
  /** Their standard deviation, that of a sample (n - 1); 0 for one number. */
  readonly std: number
}

/** Mean and standard deviation (of a sample, n - 1; 0 for one value) of some numbers; null for none. */
export function sampleSpread(values: readonly number[]): SampleSpread | null {
  const center = mean(values)
  if (center === null) return null
  const squares = values.reduce((sum, value) => sum + (value - center) * (value - center), 0)
  return { mean: center, std: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 }
}

function known(points: readonly CurvePoint[], field: 'meanReturn' | 'partOfBound'): number[] {
  return points.flatMap((point) => point[field] ?? [])
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
