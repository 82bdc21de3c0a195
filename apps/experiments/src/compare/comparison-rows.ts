import { bootstrapInterval, LAST, type LearningFigures, learningFigures, sampleSpread } from '@trpo/runs'
import { short } from '../progress/format.ts'
import type { LearningCurve } from './learning-curve.ts'

export const COMPARISON_HEAD: readonly string[] = [
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

/** The rows of a comparison: one for each curve, and after those of a label one with the mean and spread over its seeds. */
export function comparisonRows(curves: readonly LearningCurve[]): string[][] {
  const labels = [...new Set(curves.map(({ label }) => label))]
  return labels.flatMap((label) => {
    const group = curves
      .filter((curve) => curve.label === label)
      .map(({ seed, points }) => ({ seed, ...learningFigures(points) }))
    const rows = group.map(
      ({ seed, iterations, steps, lastReturn, bestReturn, acceptedFraction, medianPartOfBound }) => [
        label,
        String(seed),
        String(iterations),
        steps.toLocaleString('en'),
        number(lastReturn),
        number(bestReturn),
        acceptedFraction === null ? '' : `${Math.round(100 * acceptedFraction)}%`,
        medianPartOfBound === null ? '' : medianPartOfBound.toFixed(2),
      ],
    )
    if (group.length === 1) return rows
    const over = (pick: (figures: LearningFigures) => number | null) => {
      const values = group.flatMap((figures) => pick(figures) ?? [])
      const [spread, interval] = [sampleSpread(values), bootstrapInterval(values)]
      if (spread === null || interval === null) return ''
      return `${short(interval.mean)} ± ${short(spread.std)} [${short(interval.low)}, ${short(interval.high)}]`
    }
    const summary = [label, `all ${group.length}`, '', '', over((f) => f.lastReturn), over((f) => f.bestReturn), '', '']
    return [...rows, summary]
  })
}

/** Rows as a Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function number(value: number | null): string {
  return value === null ? '' : short(value)
}
