import { spawn } from 'node:child_process'

/** What ends this process from outside, and must end the command as well. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs a command and passes on its lines. Gives the last of them where it fails. It ends when this process does. */
export function linesOf(
  [command, ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const lines: string[] = []
    let rest = ''
    const add = (piece: string) => {
      const pieces = (rest + piece).split(/\r?\n/)
      rest = pieces.pop() ?? ''
      for (const line of pieces.filter((text) => text.trim() !== '')) {
        lines.push(line)
        onLine(line)
      }
    }
    const kill = () => child.kill('SIGTERM')
    const stop = (signal: NodeJS.Signals) => {
      kill()
      release()
      // Without our listener the signal does what it does by default, unless somebody else listens.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    }
    const release = () => {
      process.off('exit', kill)
      for (const signal of SIGNALS) process.off(signal, stop)
    }
    process.on('exit', kill)
    for (const signal of SIGNALS) process.on(signal, stop)
    const settle = (fault: string | undefined) => {
      release()
      resolve(fault)
    }
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', add)
    child.once('error', (error) => settle(error.message))
    child.once('close', (code, signal) => {
      add('\n')
      settle(code === 0 ? undefined : lines.slice(-6).join('\n') || (signal ?? `exit code ${code}`))
    })
  })
}
