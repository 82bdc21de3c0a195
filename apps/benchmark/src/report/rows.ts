import type { Results, SuiteResults } from '../result/schema.ts'
import { figure, PART_INDENT, ratio } from './format.ts'

/** A table as text, whatever it is then drawn as: the first column is words, the others are numbers. */
export interface Rows {
  readonly head: readonly string[]
  readonly body: readonly (readonly string[])[]
}

/** Every contestant, its parts below it. */
export function figureRows({ unit, contestants }: SuiteResults): Rows {
  const row = (name: string, { median, min, max }: { median: number; min: number; max: number }) => [
    name,
    ...[median, min, max].map((value) => figure(value, unit)),
  ]
  return {
    head: [unit === 's' ? 'seconds' : 'steps a second', 'median', 'min', 'max', 'cores', 'peak MiB'],
    body: contestants.flatMap(({ name, total, parts, coresUsed, peakMemoryMiB }) => [
      [...row(name, total), ratio(coresUsed.median), Math.round(peakMemoryMiB).toLocaleString('en-US')],
      ...Object.entries(parts).map(([part, series]) => [...row(PART_INDENT + part, series), '', '']),
    ]),
  }
}

/** Every comparison. */
export function comparisonRows({ contestants, comparisons }: SuiteResults): Rows {
  const nameOf = (id: string) => contestants.find((contestant) => contestant.id === id)?.name ?? id
  return {
    head: ['A against B', 'times as fast', 'min', 'max', 'share of time', 'per core'],
    body: comparisons.map(({ of, to, timesAsFast: { median, min, max }, perCore }) => [
      `${nameOf(of)} against ${nameOf(to)}`,
      ...[median, min, max, 1 / median, perCore.median].map(ratio),
    ]),
  }
}

/** What was measured where, one fact a line. */
export function factLines(results: Results): string[] {
  const { machine, settings } = results
  const load = [machine.loadBefore, machine.loadAfter].map((value) => value ?? 'unknown')
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`,
    `Node ${machine.node.replace(/^v/, '')} (V8 ${machine.v8})${machine.python === null ? '' : `, Python ${machine.python}`}, commit ${results.commit}`,
    `${settings.repeats} rounds after a warm-up, contestants in turn; one thread of ours${machine.python === null ? '' : `, ${settings.threads === 1 ? 'one' : settings.threads} of each peer`}`,
    ...(starved(results)
      ? ['the machine was busy: some contestants got clearly less than a core; only the ratios per core are of use']
      : []),
    `load of the machine ${load[0]} before, ${load[1]} after`,
  ]
}

/** Less of a core than this, and other work was in the way. */
const STARVED = 0.9

function starved({ suites }: Results): boolean {
  return suites.some(({ contestants }) => contestants.some(({ coresUsed }) => coresUsed.median < STARVED))
}
