import type { Unit } from '../measure/statistics.ts'
import type { Results, Series } from '../result/schema.ts'
import { figure, ratio } from './format.ts'
import type { Rows } from './rows.ts'

/** A figure that two results have in common. */
export interface Difference {
  readonly suite: string
  readonly what: string
  readonly kind: 'figure' | 'ratio'
  readonly before: string
  readonly after: string
  /** How many times as fast the second is by the medians; for a ratio, how many times as large. */
  readonly change: number
  /** Whether the spreads have no value in common, so that the change is more than noise between rounds. */
  readonly clear: boolean
}

/** All totals, parts and ratios that both results have, in the order of the first. */
export function differences(before: Results, after: Results): Difference[] {
  return before.suites.flatMap((suite) => {
    const other = after.suites.find(({ name }) => name === suite.name)
    if (other === undefined || other.title !== suite.title) return []
    const { unit } = suite
    const figures = suite.contestants.flatMap(({ id, name, total, parts }) => {
      const twin = other.contestants.find((contestant) => contestant.id === id)
      if (twin === undefined) return []
      const pairs: [string, Series, Series | undefined][] = [
        [name, total, twin.total],
        ...Object.entries(parts).map(([part, series]): [string, Series, Series | undefined] => [
          `${name}: ${part}`,
          series,
          twin.parts[part],
        ]),
      ]
      return pairs.flatMap(([what, a, b]) => (b === undefined ? [] : [figureDifference(suite.title, what, a, b, unit)]))
    })
    const ratios = suite.comparisons.flatMap(({ of, to, timesAsFast: a }) => {
      const b = other.comparisons.find((comparison) => comparison.of === of && comparison.to === to)?.timesAsFast
      if (b === undefined) return []
      const difference: Difference = {
        suite: suite.title,
        what: `${of} / ${to}`,
        kind: 'ratio',
        before: ratio(a.median),
        after: ratio(b.median),
        change: b.median / a.median,
        clear: apart(a, b),
      }
      return [difference]
    })
    return [...figures, ...ratios]
  })
}

function figureDifference(suite: string, what: string, a: Series, b: Series, unit: Unit): Difference {
  return {
    suite,
    what,
    kind: 'figure',
    before: figure(a.median, unit),
    after: figure(b.median, unit),
    change: unit === 's' ? a.median / b.median : b.median / a.median,
    clear: apart(a, b),
  }
}

function apart(a: Series, b: Series): boolean {
  return a.max < b.min || b.max < a.min
}

/** Differences of one suite as a table. */
export function differenceRows(suite: string, all: readonly Difference[]): Rows {
  return {
    head: [suite, 'A', 'B', 'B is', ''],
    body: all.map(({ what, kind, before, after, change, clear }) => [
      kind === 'ratio' ? `ratio ${what}` : what,
      before,
      after,
      `x ${ratio(change)}`,
      verdict(kind, change, clear),
    ]),
  }
}

function verdict(kind: Difference['kind'], change: number, clear: boolean): string {
  if (!clear) return 'within the spread'
  if (kind === 'ratio') return change > 1 ? 'larger' : 'smaller'
  return change > 1 ? 'faster' : 'slower'
}
