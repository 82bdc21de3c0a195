import type { Comparison, Report, Suite } from '../measure/contestant.ts'
import type { Measured } from '../measure/run-rounds.ts'
import { spreadOf, timesAsFast } from '../measure/statistics.ts'
import type { ContestantResults, Series, SuiteResults } from './schema.ts'

/** Puts together what the rounds of a suite gave. Comparisons with a contestant that was left out are left out. */
export function suiteResults(suite: Suite, measured: readonly Measured[], notes: readonly string[]): SuiteResults {
  const { name, title, unit, yardstick = null, overview = null } = suite
  const reportsOf = (id: string) => measured.find(({ contestant }) => contestant.id === id)?.reports
  const compare = ({ of, to }: Comparison) => {
    const [a, b] = [reportsOf(of), reportsOf(to)]
    if (a === undefined || b === undefined) return []
    const totals = (reports: readonly Report[]) => reports.map((report) => report.measured.total)
    const ratios = timesAsFast(totals(a), totals(b), unit)
    const perCore = ratios.map((ratio, round) => (ratio * b[round].coresUsed) / a[round].coresUsed)
    return [{ of, to, timesAsFast: seriesOf(ratios), perCore: seriesOf(perCore) }]
  }
  return {
    name,
    title,
    unit,
    yardstick,
    overview,
    contestants: measured.map(({ contestant: { id, name }, reports }) => ({ id, name, ...gathered(reports) })),
    comparisons: suite.comparisons.flatMap(compare),
    notes: [...suite.notes, ...notes],
  }
}

function gathered(reports: readonly Report[]): Omit<ContestantResults, 'id' | 'name'> {
  const names = Object.keys(reports[0].measured).filter((part) => part !== 'total')
  const series = (part: string) => seriesOf(reports.map(({ measured }) => measured[part]))
  return {
    total: series('total'),
    parts: Object.fromEntries(names.map((part) => [part, series(part)])),
    coresUsed: seriesOf(reports.map(({ coresUsed }) => coresUsed)),
    peakMemoryMiB: Math.max(...reports.map(({ peakMemoryMiB }) => peakMemoryMiB)),
  }
}

/** Samples and their spread. */
export function seriesOf(samples: readonly number[]): Series {
  return { ...spreadOf(samples), samples: [...samples] }
}
