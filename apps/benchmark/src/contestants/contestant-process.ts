import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { PeerError } from '../errors.ts'
import type { Contestant, Report } from '../measure/contestant.ts'

/** A contestant in a process of its own. */
export interface ContestantProcess {
  readonly id: string
  readonly name: string
  readonly program: string
  readonly words: readonly string[]
  /** Threads that the libraries in it may start. */
  readonly threads: number
}

/** The result of starting a process: a contestant, or the reason why it cannot be one. */
export type Started =
  | { readonly contestant: Contestant; readonly versions: Readonly<Record<string, string>> }
  | { readonly refused: string }

const greeting = z.union([
  z.strictObject({ ready: z.record(z.string(), z.string()) }),
  z.strictObject({ missing: z.string() }),
  z.strictObject({ fault: z.string() }),
])
const report = z.strictObject({
  measured: z.object({ total: z.number() }).catchall(z.number()),
  coresUsed: z.number(),
  peakMemoryMiB: z.number(),
})

/** Characters of a process's standard error that are kept for messages. */
const KEPT = 2000
/** Milliseconds a process has to end by itself. */
const PATIENCE = 5000

/** Starts a contestant and waits until it is ready. `peers/protocol.py` describes the protocol. */
export async function startContestant(given: ContestantProcess): Promise<Started> {
  const { id, name } = given
  const threads = String(given.threads)
  const child = spawn(given.program, given.words, {
    // Every library that a peer may use reads one of these before it starts threads.
    env: { ...process.env, OMP_NUM_THREADS: threads, MKL_NUM_THREADS: threads, OPENBLAS_NUM_THREADS: threads },
  })
  const closed = once(child, 'close')
  let heard = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard = (heard + text).slice(-KEPT)
  })
  // A process that died breaks the pipe. Its missing lines are reported with a better message.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  const hear = async (): Promise<unknown> => {
    const { value, done } = await lines.next()
    if (done) {
      await closed
      throw new PeerError(`it ended with ${child.exitCode ?? child.signalCode}: ${lastWords(heard)}`)
    }
    return JSON.parse(value)
  }
  const dispose = async (): Promise<void> => {
    child.stdin.end()
    const timer = setTimeout(() => child.kill(), PATIENCE)
    await closed
    clearTimeout(timer)
  }
  const measure = async (seconds: number): Promise<Report> => {
    child.stdin.write(`${JSON.stringify({ seconds })}\n`)
    return report.parse(await hear())
  }

  try {
    const said = greeting.parse(await hear())
    if ('ready' in said) return { versions: said.ready, contestant: { id, name, measure, dispose } }
    await dispose()
    return { refused: 'missing' in said ? `the package ${said.missing} is not installed` : said.fault }
  } catch (error) {
    await dispose()
    if (error instanceof PeerError) return { refused: error.message }
    throw error
  }
}

/** The line that says what went wrong: the error's own, before a stack or after a traceback. */
function lastWords(text: string): string {
  const lines = text.trim().split('\n')
  return lines.findLast((line) => /^\w*(Error|Exception|error)\b/.test(line)) ?? lines.at(-1) ?? ''
}
