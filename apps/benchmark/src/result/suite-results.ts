import type { Comparison, Measurement, Suite } from '../measure/contestant.ts'
import type { Measured } from '../measure/run-rounds.ts'
import { spreadOf, timesAsFast } from '../measure/statistics.ts'
import type { ContestantResults, Series, SuiteResults } from './schema.ts'

/** Puts together what the rounds of a suite gave. Comparisons with a contestant that was left out are left out. */
export function suiteResults(suite: Suite, measured: readonly Measured[], notes: readonly string[]): SuiteResults {
  const { name, title, unit } = suite
  const totals = new Map(
    measured.map(({ contestant, measurements }) => [contestant.id, measurements.map(({ total }) => total)]),
  )
  const compare = ({ of, to }: Comparison) => {
    const [a, b] = [totals.get(of), totals.get(to)]
    return a && b ? [{ of, to, timesAsFast: seriesOf(timesAsFast(a, b, unit)) }] : []
  }
  return {
    name,
    title,
    unit,
    contestants: measured.map(({ contestant: { id, name }, measurements, peakMemoryMiB }) => ({
      id,
      name,
      ...split(measurements),
      peakMemoryMiB,
    })),
    comparisons: suite.comparisons.flatMap(compare),
    notes: [...suite.notes, ...notes],
  }
}

function split(measurements: readonly Measurement[]): Pick<ContestantResults, 'total' | 'parts'> {
  const names = Object.keys(measurements[0]).filter((part) => part !== 'total')
  const series = (part: string) => seriesOf(measurements.map((measurement) => measurement[part]))
  return { total: series('total'), parts: Object.fromEntries(names.map((part) => [part, series(part)])) }
}

/** Samples and their spread. */
export function seriesOf(samples: readonly number[]): Series {
  return { ...spreadOf(samples), samples: [...samples] }
}
