import { asRunError, displayPath, writeFileWhole } from '@trpo/runs'
import Table from 'cli-table3'
import { COMPARISON_HEAD, COMPARISON_NOTE, comparisonRows, markdownTable } from '../compare/comparison-rows.ts'
import { curvesChart } from '../compare/curves-chart.ts'
import { curveOfPeer, curvesOfRuns } from '../compare/learning-curve.ts'
import { InputError } from '../errors.ts'
import { renderSvg } from '../report/render-svg.ts'
import type { ExitCode } from './session.ts'

export interface CompareOptions {
  /** Curves of other implementations, each as label=file. */
  readonly peer: readonly string[]
  readonly markdown: boolean
  /** File to draw the learning curves into. */
  readonly svg?: string
}

/** Prints a table of runs, seed by seed and over seeds, and draws their learning curves if asked to. */
export async function compare(runs: readonly string[], options: CompareOptions): Promise<ExitCode> {
  const peers = options.peer.map((text) => {
    const [label, path] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]
    if (!text.includes('=') || label === '' || path === '')
      throw new InputError(`--peer is ${text}; give a label and a file, such as --peer sb3=sb3-swimmer-1.jsonl`)
    return { label, path }
  })
  const curves = [
    ...(await curvesOfRuns(runs)),
    ...(await Promise.all(peers.map(({ label, path }) => curveOfPeer(label, path)))),
  ]
  const rows = comparisonRows(curves)
  if (options.markdown) console.log(markdownTable(COMPARISON_HEAD, rows))
  else {
    const table = new Table({ head: [...COMPARISON_HEAD], style: { head: [], border: [] } })
    table.push(...rows)
    console.log(table.toString())
  }
  console.log(`\n${COMPARISON_NOTE}`)
  if (options.svg !== undefined) {
    // On its own the picture has no page that gives it colours.
    const svg = (await renderSvg(curvesChart(curves))).replaceAll('currentColor', '#6b7280')
    const path = options.svg
    await asRunError(`the curves cannot be put into ${path}`, () => writeFileWhole(path, `${svg}\n`))
    console.log(`curves  ${displayPath(path)}`)
  }
  return 0
}
