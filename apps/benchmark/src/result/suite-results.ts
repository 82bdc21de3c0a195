import type { Comparison, Gain, Report, Suite } from '../measure/contestant.ts'
import type { Measured } from '../measure/run-rounds.ts'
import { efficiencies, spreadOf, timesAsFast, type Unit } from '../measure/statistics.ts'
import type { ContestantResults, GainResults, Series, SuiteResults } from './schema.ts'

/** Puts the measurements of a suite together. Comparisons with a contestant that was left out are left out too. */
export function suiteResults(suite: Suite, measured: readonly Measured[], notes: readonly string[]): SuiteResults {
  const { name, title, unit, yardstick = null, overview = null } = suite
  const reportsOf = (id: string) => measured.find(({ contestant }) => contestant.id === id)?.reports
  const pairOf = ({ of, to }: Comparison): Pair | undefined => {
    const [a, b] = [reportsOf(of), reportsOf(to)]
    return a && b && { a, b }
  }
  const compare = ({ of, to }: Comparison) => {
    const pair = pairOf({ of, to })
    return pair === undefined ? [] : [{ of, to, ...ratiosOf(pair, unit) }]
  }
  const gainOf = ({ of, to, workers, bound }: Gain): GainResults[] => {
    const pair = pairOf({ of, to })
    const most = bound && pairOf(bound)
    if (pair === undefined || (bound !== undefined && most === undefined)) return []
    const ratios = ratiosOf(pair, unit)
    const gains = ratios.timesAsFast.samples
    const bounds = most ? ratiosOf(most, unit).timesAsFast.samples : gains.map(() => workers)
    return [
      {
        ...{ of, to, workers, ...ratios },
        parts: partGains(pair, unit),
        bound: bound ?? null,
        efficiency: seriesOf(efficiencies(gains, bounds)),
      },
    ]
  }
  return {
    name,
    title,
    unit,
    yardstick,
    overview,
    contestants: measured.map(({ contestant: { id, name, busyThreads = 1 }, reports }) => ({
      ...{ id, name, busyThreads },
      ...gathered(reports),
    })),
    comparisons: suite.comparisons.flatMap(compare),
    gains: (suite.gains ?? []).flatMap(gainOf),
    notes: [...suite.notes, ...notes],
  }
}

/** Reports of two contestants, round by round. */
interface Pair {
  readonly a: readonly Report[]
  readonly b: readonly Report[]
}

function ratiosOf({ a, b }: Pair, unit: Unit): { readonly timesAsFast: Series; readonly perCore: Series } {
  const totals = (reports: readonly Report[]) => reports.map((report) => report.measured.total)
  const ratios = timesAsFast(totals(a), totals(b), unit)
  const perCore = ratios.map((ratio, round) => (ratio * b[round].coresUsed) / a[round].coresUsed)
  return { timesAsFast: seriesOf(ratios), perCore: seriesOf(perCore) }
}

/** How many times as fast each part of `a` is as that of `b`. A part that was too short for the clock has no ratio. */
function partGains({ a, b }: Pair, unit: Unit): Record<string, Series> {
  const gains: Record<string, Series> = {}
  for (const part of partsOf(a)) {
    const values = (reports: readonly Report[]) => reports.map(({ measured }) => measured[part] ?? 0)
    const [ofA, ofB] = [values(a), values(b)]
    if ([...ofA, ...ofB].every((value) => value > 0)) gains[part] = seriesOf(timesAsFast(ofA, ofB, unit))
  }
  return gains
}

function partsOf([{ measured }]: readonly Report[]): readonly string[] {
  return Object.keys(measured).filter((part) => part !== 'total')
}

function gathered(reports: readonly Report[]): Omit<ContestantResults, 'id' | 'name' | 'busyThreads'> {
  const series = (part: string) => seriesOf(reports.map(({ measured }) => measured[part]))
  return {
    total: series('total'),
    parts: Object.fromEntries(partsOf(reports).map((part) => [part, series(part)])),
    coresUsed: seriesOf(reports.map(({ coresUsed }) => coresUsed)),
    peakMemoryMiB: Math.max(...reports.map(({ peakMemoryMiB }) => peakMemoryMiB)),
  }
}

/** Samples and their spread. */
export function seriesOf(samples: readonly number[]): Series {
  return { ...spreadOf(samples), samples: [...samples] }
}
