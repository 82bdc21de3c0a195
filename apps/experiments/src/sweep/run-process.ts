import { fork } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { listenedTo, type ProgressMessage, readProgress, TAKEN } from '../progress/parent-channel.ts'

/** How a run's process ended. */
export type RunEnd =
  | { readonly how: 'finished' }
  /** Stopped on request; the run can be resumed. */
  | { readonly how: 'interrupted' }
  | { readonly how: 'failed'; readonly reason: string }
  /** Another process had the run, or had begun it meanwhile; nothing was done. */
  | { readonly how: 'taken'; readonly reason: string }

/** A `trpo` command to do in a process of its own. */
export interface RunCommand {
  readonly words: readonly string[]
  /** Its working folder. */
  readonly cwd: string
  /** The file that what it prints is added to. */
  readonly log: string
  /** Hears of its progress. */
  readonly onProgress: (message: ProgressMessage) => void
}

/** A run under way. */
export interface RunProcess {
  readonly ended: Promise<RunEnd>
  /** Asks it to stop: it ends at the next pulse, and its run can be resumed. */
  stop(): void
}

const CLI = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../cli.ts' : '../cli.js', import.meta.url))

/** The exit code of a command that a signal, or its parent, stopped. */
const STOPPED = 130

/**
 * Starts a `trpo` command. Its channel to this process carries its progress, and stops it when it closes: so nothing keeps running when
 * this process is killed.
 */
export async function startRun({ words, cwd, log, onProgress }: RunCommand): Promise<RunProcess> {
  const output = await open(log, 'a')
  const { size } = await output.stat()
  const child = fork(CLI, [...words], {
    cwd,
    env: listenedTo(process.env),
    stdio: ['ignore', output.fd, output.fd, 'ipc'],
  })
  let stopping = false
  child.on('message', (given) => {
    const heard = readProgress(given)
    if (heard !== undefined) onProgress(heard)
  })
  const ended = new Promise<{ readonly code: number | null; readonly signal: string | null; readonly fault?: Error }>(
    (resolve) => {
      child.on('error', (fault) => resolve({ code: null, signal: null, fault }))
      // Messages may come after the exit, and all have come when it closes; a channel that we closed never says so.
      child.on('close', (code, signal) => resolve({ code, signal }))
      child.on('exit', (code, signal) => stopping && resolve({ code, signal }))
    },
  ).then(async ({ code, signal, fault }): Promise<RunEnd> => {
    await output.close()
    if (code === 0) return { how: 'finished' }
    if (code === STOPPED || (stopping && code === null)) return { how: 'interrupted' }
    const said = reasonIn((await readFile(log)).subarray(size).toString('utf8'))
    const reason = fault?.message ?? said ?? `its process ended with ${code ?? signal}`
    return { how: code === TAKEN ? 'taken' : 'failed', reason }
  })
  return {
    ended,
    stop() {
      stopping = true
      if (child.connected) child.disconnect()
    },
  }
}

/** The last error that a command printed. */
function reasonIn(text: string): string | undefined {
  return text
    .split('\n')
    .findLast((line) => /^(internal )?error: /.test(line))
    ?.replace(/^error: /, '')
}
