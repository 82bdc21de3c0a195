/**
 * Progress on standard error: one line that is overwritten in a terminal, and a new line each time where there is no
 * terminal.
 */
export interface ProgressLine {
  show(text: string): void
  clear(): void
}

/** Erases the terminal's line and goes to its start. */
const ERASE = '\x1b[2K\r'

export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  const terminal = stream.isTTY === true
  return {
    show: (text) => {
      stream.write(terminal ? `${ERASE}${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}` : `${text}\n`)
    },
    clear: () => {
      if (terminal) stream.write(ERASE)
    },
  }
}
