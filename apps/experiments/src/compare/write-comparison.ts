import { extname } from 'node:path'
import { asRunError, type CurveAxis, displayPath, writeFileWhole } from '@trpo/runs'
import { InputError } from '../errors.ts'
import { renderPng } from '../render/render-png.ts'
import { renderSvg } from '../report/render-svg.ts'
import { comparisonCsv } from './comparison-csv.ts'
import {
  COMPARISON_HEAD,
  COMPARISON_NOTE,
  comparisonRows,
  type ExpectedRuns,
  markdownTable,
} from './comparison-rows.ts'
import { curvesChart } from './curves-chart.ts'
import type { LearningCurve } from './learning-curve.ts'

/** What a comparison says besides its curves. */
export interface ComparisonFrame {
  /** What stands above the curves. */
  readonly title?: string
  /** The runs that there are to be, where some may be missing. */
  readonly expected?: readonly ExpectedRuns[]
}

type Writer = (
  curves: readonly LearningCurve[],
  axis: CurveAxis,
  frame: ComparisonFrame,
) => string | Promise<string | Uint8Array>

/** What a file holds, by how its name ends. */
const WRITERS: Readonly<Record<string, Writer>> = {
  '.md': (curves, _, { expected }) =>
    `${markdownTable(COMPARISON_HEAD, comparisonRows(curves, 'all', expected))}\n\n${COMPARISON_NOTE}\n`,
  '.csv': (curves, axis) => comparisonCsv(curves, axis),
  '.svg': async (...what) => `${await drawing(...what)}\n`,
  '.png': async (...what) => renderPng(await drawing(...what)),
}

/** Throws an InputError for the name of a file that says nothing about what it is to hold. */
export function assertWritable(path: string): void {
  if (Object.hasOwn(WRITERS, extname(path))) return
  throw new InputError(
    `--write ${path}: its name says nothing about what to write; let it end in .md (table), .svg or .png (curves), or .csv (their points)`,
  )
}

/** Writes a comparison into a file, as its name says. Throws a RunError when that fails. */
export async function writeComparison(
  path: string,
  curves: readonly LearningCurve[],
  axis: CurveAxis,
  frame: ComparisonFrame = {},
): Promise<void> {
  const contents = await WRITERS[extname(path)](curves, axis, frame)
  await asRunError(`the comparison cannot be put into ${path}`, () => writeFileWhole(path, contents))
  console.log(`written ${displayPath(path)}`)
}

async function drawing(curves: readonly LearningCurve[], axis: CurveAxis, { title }: ComparisonFrame): Promise<string> {
  // On its own the picture has no page to take its colours from.
  return (await renderSvg(curvesChart(curves, axis, title))).replaceAll('currentColor', '#6b7280')
}
