import { counted } from '@trpo/math/messages'
import type { Results, SuiteResults } from '../result/schema.ts'
import { PART_INDENT } from './format.ts'
import { comparisonRows, factLines, figureRows, gainRows, overviewTables, type Rows } from './rows.ts'

/** The page docs/benchmarks.md: all results, and how to read and repeat them. */
export function markdownReport(results: Results): string {
  const { settings } = results
  const overviews = overviewTables(results.suites)
  return `${[
    '# Benchmarks',
    `Written by \`bench docs\` on ${results.startedAt.slice(0, 10)} from the results of ${results.command.includes('\n') ? 'the commands at its end' : `\`${results.command}\``}; do not edit.`,
    [
      'Every number is the median of its rounds, with the least and the greatest beside it. Contestants take turns within',
      'a round, so the ratios, taken round by round, mean more than the figures: those are of one machine on one day.',
      '"Times as fast" is speed against speed; above 1, the first named is the faster. "x MuJoCo alone" says how many times as',
      'fast as a bare loop over `mj_step` of `@mujoco/mujoco` that goes through the same episodes. "Per core" is the same by',
      'processor time instead of the clock, for when the cores were shared with other work. "Gain over one" says how many times',
      'as fast several workers are as one; its efficiency is the gain over the number of workers, or over the gain named.',
    ].join('\n'),
    factLines(results)
      .map((line) => `- ${line}`)
      .join('\n'),
    ...results.suites.flatMap((suite) => {
      const overview = overviews.get(suite.name)
      const shown = overview === undefined ? [] : [`## ${overview.title}`, markdownTable(overview.rows)]
      return [...shown, ...markdownSuite(suite)]
    }),
    ...results.notes,
    '## Repeat it',
    `\`\`\`sh\nnpx --yes pnpm@10 ${results.command}\n\`\`\``,
    `Sizes: ${counted(settings.steps, 'step')} a batch and iteration, networks ${settings.networks.join(', ')}. [apps/benchmark](../apps/benchmark/README.md) says what each figure means.`,
  ].join('\n\n')}\n`
}

function markdownSuite(suite: SuiteResults): string[] {
  const [gains, comparisons] = [gainRows(suite), comparisonRows(suite)]
  return [
    `## ${suite.title}`,
    markdownTable(figureRows(suite)),
    ...(gains.body.length > 0 ? [markdownTable(gains)] : []),
    ...(comparisons.body.length > 0 ? [markdownTable(comparisons)] : []),
    ...(suite.notes.length > 0 ? [suite.notes.map((note) => `- ${note}`).join('\n')] : []),
  ]
}

/** A table with numbers to the right. */
export function markdownTable({ head, body }: Rows): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...body.map(line)].join('\n')
}

/** A pipe would end the cell, and leading spaces are lost. */
function cell(text: string): string {
  return text.replace(PART_INDENT, '&emsp;').replaceAll('|', '\\|')
}
