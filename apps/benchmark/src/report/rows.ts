import type { ContestantResults, Results, Series, SuiteResults } from '../result/schema.ts'
import { figure, PART_INDENT, ratio } from './format.ts'

/** A table as text, whatever it is then drawn as: the first column is words, the others are numbers. */
export interface Rows {
  readonly head: readonly string[]
  readonly body: readonly (readonly string[])[]
}

/** Every contestant, its parts below it; beside its figures the ratio to the suite's yardstick, if there is one. */
export function figureRows(suite: SuiteResults): Rows {
  const { unit, contestants } = suite
  const yardstick = yardstickOf(suite)
  const figures = (name: string, { median, min, max }: { median: number; min: number; max: number }) => [
    name,
    ...[median, min, max].map((value) => figure(value, unit)),
  ]
  const ratios = ({ id }: ContestantResults): readonly string[] => {
    if (yardstick === undefined) return []
    const found = suite.comparisons.find(({ of, to }) => of === id && to === yardstick.id)
    if (found === undefined) return ['', '', '']
    const { timesAsFast, perCore } = found
    return [ratio(timesAsFast.median), `${ratio(timesAsFast.min)} to ${ratio(timesAsFast.max)}`, ratio(perCore.median)]
  }
  return {
    head: [
      unit === 's' ? 'seconds' : 'steps a second',
      'median',
      'min',
      'max',
      ...(yardstick === undefined ? [] : [`x ${yardstick.name}`, 'from, to', 'per core']),
      'cores',
      'peak MiB',
    ],
    body: contestants.flatMap((contestant) => {
      const { name, total, parts, coresUsed, peakMemoryMiB } = contestant
      const blank = ratios(contestant).map(() => '')
      return [
        [
          ...figures(name, total),
          ...ratios(contestant),
          ratio(coresUsed.median),
          Math.round(peakMemoryMiB).toLocaleString('en-US'),
        ],
        ...Object.entries(parts).map(([part, series]) => [...figures(PART_INDENT + part, series), ...blank, '', '']),
      ]
    }),
  }
}

/** Every comparison that does not stand beside the figures already. */
export function comparisonRows({ contestants, comparisons, yardstick }: SuiteResults): Rows {
  const nameOf = (id: string) => contestants.find((contestant) => contestant.id === id)?.name ?? id
  return {
    head: ['A against B', 'times as fast', 'min', 'max', 'share of time', 'per core'],
    body: comparisons
      .filter(({ to }) => to !== yardstick)
      .map(({ of, to, timesAsFast: { median, min, max }, perCore }) => [
        `${nameOf(of)} against ${nameOf(to)}`,
        ...[median, min, max, 1 / median, perCore.median].map(ratio),
      ]),
  }
}

/**
 * What several workers gain over one, in all and part by part; how much of what can be gained that is, and what a
 * processor second of theirs does beside one of a single worker.
 */
export function gainRows({ contestants, gains }: SuiteResults): Rows {
  const nameOf = (id: string) => contestants.find((contestant) => contestant.id === id)?.name ?? id
  return {
    head: ['gain over one', 'median', 'min', 'max', 'of', 'efficiency', 'from, to', 'per core'],
    body: gains.flatMap(({ of, workers, timesAsFast, perCore, parts, bound, efficiency }) => [
      [
        ...gain(nameOf(of), timesAsFast),
        bound === null ? String(workers) : nameOf(bound.of),
        ratio(efficiency.median),
        `${ratio(efficiency.min)} to ${ratio(efficiency.max)}`,
        ratio(perCore.median),
      ],
      ...Object.entries(parts).map(([part, series]) => [...gain(PART_INDENT + part, series), '', '', '', '']),
    ]),
  }
}

function gain(name: string, { median, min, max }: Series): string[] {
  return [name, ...[median, min, max].map(ratio)]
}

/** A table of several suites, and its title. */
interface OverviewTable {
  readonly title: string
  readonly rows: Rows
}

/**
 * The suites that repeat the same on several tasks, side by side: a row each, and in it everybody's ratio to its
 * yardstick. By the name of the suite before which it is shown. A suite that is alone needs none.
 */
export function overviewTables(suites: readonly SuiteResults[]): ReadonlyMap<string, OverviewTable> {
  const tables = new Map<string, OverviewTable>()
  for (const title of new Set(suites.flatMap(({ overview }) => overview?.table ?? []))) {
    const some = suites.filter(({ overview }) => overview?.table === title)
    if (some.length < 2) continue
    const names = [
      ...new Set(
        some.flatMap(({ contestants, yardstick }) =>
          contestants.filter(({ id }) => id !== yardstick).map(({ name }) => name),
        ),
      ),
    ]
    tables.set(some[0].name, {
      title,
      rows: {
        head: ['', ...names],
        body: some.map((suite) => [suite.overview?.row ?? '', ...names.map((name) => ratioToYardstick(suite, name))]),
      },
    })
  }
  return tables
}

function ratioToYardstick({ contestants, comparisons, yardstick }: SuiteResults, name: string): string {
  const id = contestants.find((contestant) => contestant.name === name)?.id
  const found = comparisons.find(({ of, to }) => of === id && to === yardstick)
  return found === undefined ? '' : ratio(found.timesAsFast.median)
}

function yardstickOf({ contestants, yardstick }: SuiteResults): ContestantResults | undefined {
  return contestants.find(({ id }) => id === yardstick)
}

/** What was measured where, one fact a line. */
export function factLines(results: Results): string[] {
  const { machine, settings } = results
  const load = [machine.loadBefore, machine.loadAfter].map((value) => value ?? 'unknown')
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`,
    `Node ${machine.node.replace(/^v/, '')} (V8 ${machine.v8})${machine.python === null ? '' : `, Python ${machine.python}`}, commit ${results.commit}`,
    `${settings.repeats} rounds after a warm-up, contestants in turn; ${threadsOf(results)}`,
    ...(starved(results)
      ? ['the machine was busy: some contestants got clearly less than a core; only the ratios per core are of use']
      : []),
    `load of the machine ${load[0]} before, ${load[1]} after`,
  ]
}

/** How many threads ran. Suites that know of gains state the threads of each of ours, and give peers as many. */
function threadsOf({ machine, settings, suites }: Results): string {
  const peers = (threads: number) =>
    machine.python === null ? '' : `, ${threads === 1 ? 'one' : threads} of each peer`
  const scaled = suites.filter(({ gains }) => gains.length > 0).length
  const one = `one thread of ours${peers(settings.threads)}`
  const several = `ours on as many threads as they name${peers(settings.workers)}`
  if (scaled === 0) return one
  return scaled === suites.length ? several : `${one}; in scaling ${several}`
}

/** Less of a core than this, and other work was in the way. */
const STARVED = 0.9

function starved({ suites }: Results): boolean {
  return suites.some(({ contestants }) =>
    contestants.some(({ coresUsed, busyThreads }) => coresUsed.median < STARVED * busyThreads),
  )
}
