import { type CurveAxis, csvLine } from '@trpo/runs'
import type { LearningCurve } from './learning-curve.ts'
import { meanCurves } from './mean-curves.ts'

/**
 * Curves as CSV (RFC 4180), a line a point: those of each run, with its seed, then those of their mean with its 95% bootstrap
 * interval, whose seed is `mean`.
 */
export function comparisonCsv(curves: readonly LearningCurve[], axis: CurveAxis): string {
  const rows: (readonly (string | number)[])[] = [['task', 'what', 'seed', axis, 'return', 'low', 'high', 'runs']]
  for (const { task, label, curves: runs, mean } of meanCurves(curves)) {
    for (const { seed, returns } of runs)
      for (const { x, meanReturn } of returns) rows.push([task, label, seed, x, meanReturn ?? '', '', '', 1])
    for (const point of mean) rows.push([task, label, 'mean', point.x, point.mean, point.low, point.high, runs.length])
  }
  return rows.map(csvLine).join('')
}
