import { short } from '../progress/format.ts'
import { type CurveFigures, LAST, spread } from './figures.ts'

export const COMPARISON_HEAD: readonly string[] = [
  'what',
  'seed',
  'iterations',
  'steps',
  `return, last ${LAST}`,
  'best',
  'accepted',
  'median KL/delta',
]

/** The rows of a comparison: one a curve, and after each label's a row with the mean and spread over its seeds. */
export function comparisonRows(figures: readonly CurveFigures[]): string[][] {
  const labels = [...new Set(figures.map(({ curve }) => curve.label))]
  return labels.flatMap((label) => {
    const group = figures.filter(({ curve }) => curve.label === label)
    const rows = group.map(({ curve, iterations, steps, lastReturn, bestReturn, acceptedFraction, medianKlRatio }) => [
      label,
      String(curve.seed),
      String(iterations),
      steps.toLocaleString('en'),
      number(lastReturn),
      number(bestReturn),
      acceptedFraction === null ? '' : `${Math.round(100 * acceptedFraction)}%`,
      medianKlRatio === null ? '' : medianKlRatio.toFixed(2),
    ])
    if (group.length === 1) return rows
    const over = (pick: (figure: CurveFigures) => number | null) => {
      const found = spread(group.flatMap((figure) => pick(figure) ?? []))
      return found === null ? '' : `${short(found.mean)} ± ${short(found.std)}`
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
