import { thousands } from '@trpo/math/messages'
import type { ContestantResults, Results, Series, SuiteResults } from '../result/schema.ts'
import { figure, PART_INDENT, ratio } from './format.ts'

/** A table as text, however it is then drawn: the first column holds words, the others numbers. */
export interface Rows {
  readonly head: readonly string[]
  readonly body: readonly (readonly string[])[]
}

/**
 * Every contestant with its parts below it, and with the ratio to the suite's yardstick, if there is one, beside its
 * figures.
 */
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
        [...figures(name, total), ...ratios(contestant), ratio(coresUsed.median), thousands(Math.round(peakMemoryMiB))],
        ...Object.entries(parts).map(([part, series]) => [...figures(PART_INDENT + part, series), ...blank, '', '']),
      ]
    }),
  }
}

/** Every comparison that is not already shown beside the figures. */
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
 * The gains of several workers over one, in total and part by part, with the share of the possible gain, and the work
 * of one of their processor seconds relative to one of a single worker.
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
 * Tables that put suites with the same contestants on several tasks side by side, one row a suite, with everybody's
 * ratio to its yardstick. They are keyed by the name of the suite before which they are shown. A single suite needs
 * none.
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

/** The facts about what was measured and where, one a line. */
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

/** How many threads ran. Suites with gains name the threads of each of our contestants, and give peers as many. */
function threadsOf({ machine, settings, suites }: Results): string {
  const peers = (threads: number) =>
    machine.python === null ? '' : `, ${threads === 1 ? 'one' : threads} of each peer`
  const scaled = suites.filter(({ gains }) => gains.length > 0).length
  const one = `one thread of ours${peers(settings.threads)}`
  const several = `ours on as many threads as they name${peers(settings.workers)}`
  if (scaled === 0) return one
  return scaled === suites.length ? several : `${one}; in scaling ${several}`
}

/** A contestant that got less of a core than this shared it with other work. */
const STARVED = 0.9

function starved({ suites }: Results): boolean {
  return suites.some(({ contestants }) =>
    contestants.some(({ coresUsed, busyThreads }) => coresUsed.median < STARVED * busyThreads),
  )
}
