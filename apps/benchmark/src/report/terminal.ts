import Table from 'cli-table3'
import pc from 'picocolors'
import type { Results, SuiteResults } from '../result/schema.ts'
import { comparisonRows, factLines, figureRows, gainRows, overviewTables, type Rows } from './rows.ts'

/** All results, for a terminal. */
export function terminalReport(results: Results): string {
  const overviews = overviewTables(results.suites)
  return [
    [pc.bold('bench'), results.startedAt.slice(0, 10), pc.dim(results.command)].join('  '),
    ...factLines(results).map((line) => pc.dim(line)),
    ...results.suites.flatMap((suite) => {
      const overview = overviews.get(suite.name)
      return [...(overview === undefined ? [] : [terminalSection(overview.title, overview.rows)]), terminalSuite(suite)]
    }),
    ...results.notes.map((note) => `\n${note}`),
  ].join('\n')
}

function terminalSuite(suite: SuiteResults): string {
  const [gains, comparisons] = [gainRows(suite), comparisonRows(suite)]
  return [
    terminalSection(suite.title, figureRows(suite)),
    ...(gains.body.length > 0 ? ['', terminalTable(gains)] : []),
    ...(comparisons.body.length > 0 ? ['', terminalTable(comparisons)] : []),
    ...suite.notes.map((note) => pc.dim(note)),
  ].join('\n')
}

function terminalSection(title: string, rows: Rows): string {
  return `\n${pc.bold(title)}\n${terminalTable(rows)}`
}

/** Rules between the columns and below the head, none between the rows. */
const PLAIN = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left',
  'left-mid',
  'right',
  'right-mid',
  'mid-mid',
  'middle',
]

/** The longest line of a head above numbers; longer heads are broken, since the numbers are short. */
const HEAD_WIDTH = 13

function wrapped(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = [...lines.slice(-1), word].join(' ')
    if (lines.length > 0 && longer.length <= HEAD_WIDTH) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.join('\n')
}

/** A table with numbers to the right. */
export function terminalTable({ head, body }: Rows): string {
  const table = new Table({
    head: head.map((text, i) => pc.bold(i === 0 ? text : wrapped(text))),
    chars: Object.fromEntries(PLAIN.map((name) => [name, ''])),
    colAligns: head.map((_, i) => (i === 0 ? 'left' : 'right')),
    // The table's own colours would go into files and pipes as well.
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
  })
  table.push(...body.map((row) => [...row]))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
