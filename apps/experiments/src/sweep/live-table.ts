import { counted } from '@trpo/math/messages'
import { MultiBar, type SingleBar } from 'cli-progress'
import { short } from '../progress/format.ts'
import type { RunUnderWay, SweepDrawing } from './progress.ts'

/** Characters of a bar. */
const WIDTH = 20

/** Rows of a terminal of unknown height. */
const ROWS = 24

/** A row for each run under way, as many as fit, and one for the sweep below them. Lines that stay scroll up above. */
export function liveTable(output: NodeJS.WriteStream): SweepDrawing {
  const table = new MultiBar({
    stream: output,
    // A line that wraps cannot be drawn over.
    format: (_options, _params, { text }: { readonly text: string }) =>
      text.slice(0, Math.max(20, (output.columns ?? 80) - 1)),
    hideCursor: true,
    gracefulExit: false,
    clearOnComplete: true,
    // Lines that stay are written over the rows.
    forceRedraw: true,
    emptyOnZero: true,
    fps: 10,
  })
  const rows: SingleBar[] = []
  let nameWidth = 0
  return {
    say(line) {
      table.log(`${line}\n`)
    },
    draw({ underWay, summary }) {
      const fitting = underWay.slice(0, Math.max(1, (output.rows ?? ROWS) - 2))
      nameWidth = Math.max(nameWidth, ...fitting.map(({ name }) => name.length))
      const texts = [...fitting.map((run) => rowText(run, nameWidth)), summary]
      // A row is never taken away: the next run that begins has it.
      while (rows.length < texts.length) rows.push(table.create(1, 0, { text: '' }))
      for (const [index, row] of rows.entries()) row.update({ text: texts[index] ?? '' })
    },
    stop() {
      table.update()
      table.stop()
    },
  }
}

/** `paper-swimmer-seed1  █████░░░ 50/200 | return 12.3 | 2 cores` */
export function rowText({ name, iteration, to, meanReturn, cores }: RunUnderWay, nameWidth: number): string {
  const filled = Math.round((iteration / Math.max(1, to)) * WIDTH)
  const drawn = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`
  const facts = [
    `${iteration}/${to}`,
    ...(meanReturn === null ? [] : [`return ${short(meanReturn)}`]),
    ...(cores > 1 ? [counted(cores, 'core')] : []),
  ]
  return `${name.padEnd(nameWidth)}  ${drawn} ${facts.join(' | ')}`
}
