import type { ExpectedRuns } from '../compare/comparison-rows.ts'
import type { LearningCurve } from '../compare/learning-curve.ts'
import { meanCurves } from '../compare/mean-curves.ts'
import type { PlannedCurve } from './plan-figure.ts'

/** The runs that the curves of a figure are to have, so many each, as their table names them. */
export function expectedRuns(curves: readonly Pick<PlannedCurve, 'title' | 'full'>[], runs: number): ExpectedRuns[] {
  return curves.map(({ title, full }) => ({ task: full.environment.name, label: title, runs }))
}

/**
 * What stands above the figure: its scale, and how many runs are drawn, which are fewer than were asked for where some failed.
 *
 * @param number of the figure
 * @param curves how many curves the figure is to have
 */
export function figureTitle(number: string, scale: number, curves: number, drawn: readonly LearningCurve[]): string {
  // A picture of less than the full size says so.
  const size = scale === 1 ? 'full size' : `scale ${scale}`
  const counts = meanCurves(drawn).map(({ curves }) => curves.length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const runs = most === 1 ? 'one run' : least === most ? `mean of ${most} runs` : `mean of ${least} to ${most} runs`
  const missing = counts.length < curves ? `; ${counts.length} of ${curves} curves` : ''
  return `Figure ${number}: ${size}, ${runs} of each algorithm${missing}`
}
