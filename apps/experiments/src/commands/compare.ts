import type { CurveAxis } from '@trpo/runs'
import Table from 'cli-table3'
import {
  COMPARISON_HEAD,
  COMPARISON_NOTE,
  comparisonRows,
  type ExpectedRuns,
  markdownTable,
} from '../compare/comparison-rows.ts'
import { curveOfPeer, curvesOfRuns, type LearningCurve } from '../compare/learning-curve.ts'
import { assertWritable, writeComparison } from '../compare/write-comparison.ts'
import { InputError } from '../errors.ts'
import { findRuns } from '../run/find-runs.ts'
import type { ExitCode } from './session.ts'

export interface CompareOptions {
  /** Curves of other implementations, each as label=file. */
  readonly peer: readonly string[]
  readonly markdown: boolean
  /** What the curves are drawn against. */
  readonly x: CurveAxis
  /** Files to write the comparison into, in the format that each name says. */
  readonly write: readonly string[]
}

/** Prints a table of runs, seed by seed and over seeds, and writes table, curves or their points into files. */
export async function compare(runs: readonly string[], options: CompareOptions): Promise<ExitCode> {
  const { x, write } = options
  write.forEach(assertWritable)
  const peers = options.peer.map((text) => {
    const [label, path] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]
    if (!text.includes('=') || label === '' || path === '')
      throw new InputError(`--peer is ${text}; give a label and a file, such as --peer sb3=sb3-swimmer-1.jsonl`)
    return { label, path }
  })
  const own = await curvesOfRuns(await findRuns(runs), x)
  // A peer's file does not say what it acted in: it is compared with the first run.
  const [{ task }] = own
  const curves = [...own, ...(await Promise.all(peers.map((peer) => curveOfPeer({ ...peer, task }, x))))]
  showComparison(curves, options.markdown)
  for (const path of write) await writeComparison(path, curves, x)
  return 0
}

/** Prints the table of a comparison, or of its means alone; with `expected`, it says which runs are missing. */
export function showComparison(
  curves: readonly LearningCurve[],
  markdown: boolean,
  which: 'all' | 'means' = 'all',
  expected?: readonly ExpectedRuns[],
): void {
  const rows = comparisonRows(curves, which, expected)
  if (markdown) console.log(markdownTable(COMPARISON_HEAD, rows))
  else {
    const table = new Table({ head: [...COMPARISON_HEAD], style: { head: [], border: [] } })
    table.push(...rows)
    console.log(table.toString())
  }
  console.log(`\n${COMPARISON_NOTE}`)
}
