import type { LearningCurve } from './learning-curve.ts'

/** How many iterations at the end a curve's final return is the mean of. */
export const LAST = 5

/** A curve in numbers. null stands for what no iteration knows. */
export interface CurveFigures {
  readonly curve: LearningCurve
  readonly iterations: number
  readonly steps: number
  readonly lastReturn: number | null
  readonly bestReturn: number | null
  readonly acceptedFraction: number | null
  readonly medianKlRatio: number | null
}

export function curveFigures(curve: LearningCurve): CurveFigures {
  const { points } = curve
  const returns = points.flatMap(({ meanReturn }) => (meanReturn === null ? [] : [meanReturn]))
  const ratios = points.flatMap(({ klRatio }) => (klRatio === null ? [] : [klRatio])).sort((a, b) => a - b)
  const middle = Math.floor(ratios.length / 2)
  return {
    curve,
    iterations: points.length,
    steps: points.at(-1)?.steps ?? 0,
    lastReturn: spread(returns.slice(-LAST))?.mean ?? null,
    bestReturn: returns.length === 0 ? null : Math.max(...returns),
    acceptedFraction: points.length === 0 ? null : points.filter(({ accepted }) => accepted).length / points.length,
    medianKlRatio:
      ratios.length === 0 ? null : ratios.length % 2 === 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2,
  }
}

/** Mean and standard deviation (of a sample, n - 1; 0 for one value) of some numbers; null for none. */
export function spread(values: readonly number[]): { readonly mean: number; readonly std: number } | null {
  if (values.length === 0) return null
  const mean = values.reduce((a, b) => a + b) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, std: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 }
}
