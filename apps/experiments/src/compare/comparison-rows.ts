import { thousands } from '@trpo/math/messages'
import { bootstrapInterval, LAST, type LearningFigures, learningFigures, sampleSpread } from '@trpo/runs'
import { short } from '../progress/format.ts'
import type { LearningCurve } from './learning-curve.ts'
import { meanCurves } from './mean-curves.ts'

export const COMPARISON_HEAD: readonly string[] = [
  'task',
  'what',
  'seed',
  'iterations',
  'steps',
  `return, last ${LAST}`,
  'best',
  'accepted',
  'median step/bound',
]

/** The note below the table. */
export const COMPARISON_NOTE =
  'a ± b [c, d]: the mean over seeds, their sample standard deviation (n - 1), and the 95% bootstrap interval of the mean (2,000 resamples of the seeds). The other columns are defined in the README of the command.'

/** How many runs of a label on a task there are to be. */
export interface ExpectedRuns {
  readonly task: string
  readonly label: string
  readonly runs: number
}

/**
 * The rows of a comparison: one a curve, and after each label's on a task a row with the mean and spread over its seeds.
 *
 * @param which `means` leaves out the seeds of labels that have such a row
 * @param expected of labels that have fewer runs that row says how many of how many, also where there are none
 */
export function comparisonRows(
  curves: readonly LearningCurve[],
  which: 'all' | 'means' = 'all',
  expected: readonly ExpectedRuns[] = [],
): string[][] {
  const means = meanCurves(curves)
  const isOf = (a: { task: string; label: string }) => (b: { task: string; label: string }) =>
    a.task === b.task && a.label === b.label
  const nothing = expected
    .filter((one) => !means.some(isOf(one)))
    .map(({ task, label, runs }) => [task, label, `0 of ${runs}`, '', '', '', '', '', ''])
  const rows = means.flatMap(({ task, label, curves: runs }) => {
    const whole = expected.find(isOf({ task, label }))?.runs ?? runs.length
    const group = runs.map(figuresOf)
    const rows = group.map(
      ({ seed, iterations, steps, lastReturn, bestReturn, acceptedFraction, medianPartOfBound }) => [
        task,
        label,
        String(seed),
        iterations === null ? '' : String(iterations),
        thousands(steps),
        number(lastReturn),
        number(bestReturn),
        acceptedFraction === null ? '' : `${Math.round(100 * acceptedFraction)}%`,
        medianPartOfBound === null ? '' : medianPartOfBound.toFixed(2),
      ],
    )
    if (group.length === 1 && whole === 1) return rows
    const over = (pick: (figures: CurveFigures) => number | null) => {
      const values = group.flatMap((figures) => pick(figures) ?? [])
      if (group.length === 1) return number(values[0] ?? null)
      const [spread, interval] = [sampleSpread(values), bootstrapInterval(values)]
      if (spread === null || interval === null) return ''
      return `${short(interval.mean)} ± ${short(spread.std)} [${short(interval.low)}, ${short(interval.high)}]`
    }
    const figures = [over((f) => f.lastReturn), over((f) => f.bestReturn)]
    const seeds = group.length < whole ? `${group.length} of ${whole}` : `all ${group.length}`
    const summary = [task, label, seeds, '', '', ...figures, '', '']
    return which === 'means' ? [summary] : [...rows, summary]
  })
  return [...rows, ...nothing]
}

/** The figures of one curve. */
interface CurveFigures extends Omit<LearningFigures, 'iterations'> {
  readonly seed: number
  /** null where the points do not tell. */
  readonly iterations: number | null
}

/** Where a point stands for several iterations, the last one is enough for the return in the end. */
function figuresOf({ seed, points, pointsOf }: LearningCurve): CurveFigures {
  const figures = learningFigures(points)
  if (pointsOf === undefined) return { seed, ...figures }
  return { seed, ...figures, iterations: null, lastReturn: learningFigures(points.slice(-1)).lastReturn }
}

/** Rows as a Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function number(value: number | null): string {
  return value === null ? '' : short(value)
}
