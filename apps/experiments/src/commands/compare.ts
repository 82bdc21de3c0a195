import type { CurveAxis } from '@trpo/runs'
import Table from 'cli-table3'
import {
  COMPARISON_HEAD,
  COMPARISON_NOTE,
  comparisonRows,
  type ExpectedRuns,
  markdownTable,
} from '../compare/comparison-rows.ts'
import { curvesOfRuns, type LearningCurve } from '../compare/learning-curve.ts'
import { underOneLabel } from '../compare/one-label.ts'
import { curvesOfPeers } from '../compare/peer-files.ts'
import { inStretches } from '../compare/stretches.ts'
import { assertWritable, writeComparison } from '../compare/write-comparison.ts'
import { findRuns } from '../run/find-runs.ts'
import type { ExitCode } from './session.ts'

export interface CompareOptions {
  /**
   * What the curves of all runs are called.
   * @default their presets, with the settings in which they differ
   */
  readonly label?: string | undefined
  /** Curves of other implementations, each as label=file or label=folder. */
  readonly peer: readonly string[]
  /**
   * Iterations that a point of the curves of runs stands for.
   * @default 1
   */
  readonly stretch?: number | undefined
  readonly markdown: boolean
  /** What the curves are drawn against. */
  readonly x: CurveAxis
  /** Files to write the comparison into, in the format that each name says. */
  readonly write: readonly string[]
}

/** Prints a table of runs, seed by seed and over seeds, and writes table, curves or their points into files. */
export async function compare(runs: readonly string[], options: CompareOptions): Promise<ExitCode> {
  const { label, stretch = 1, x, write } = options
  write.forEach(assertWritable)
  const found = await curvesOfRuns(await findRuns(runs), x)
  const own = inStretches(label === undefined ? found : underOneLabel(found, label), stretch)
  const curves = [...own, ...(await curvesOfPeers(options.peer, own, x))]
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
