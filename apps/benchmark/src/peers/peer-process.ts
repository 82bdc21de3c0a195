import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { PeerError } from '../errors.ts'
import type { Contestant, Measurement } from '../measure/contestant.ts'

/** A contestant in a Python process. */
export interface PeerScript {
  readonly id: string
  readonly name: string
  /** A file of apps/benchmark/peers. */
  readonly script: string
  readonly words: readonly string[]
}

/** What a started peer came to: a contestant, or the reason why it cannot be one. */
export type StartedPeer =
  | { readonly contestant: Contestant; readonly versions: Readonly<Record<string, string>> }
  | { readonly refused: string }

const greeting = z.union([
  z.strictObject({ ready: z.record(z.string(), z.string()) }),
  z.strictObject({ missing: z.string() }),
  z.strictObject({ fault: z.string() }),
])
const measurement = z.object({ total: z.number() }).catchall(z.number())

/** Characters of a peer's standard error that are kept for messages. */
const KEPT = 2000
/** Milliseconds a peer has to end by itself. */
const PATIENCE = 5000

/** Starts a peer and waits until it is ready; `peers/protocol.py` says what is spoken. */
export async function startPeer(python: string, threads: number, peer: PeerScript): Promise<StartedPeer> {
  const file = fileURLToPath(new URL(`../../peers/${peer.script}`, import.meta.url))
  const count = String(threads)
  const child = spawn(python, [file, ...peer.words], {
    // Every library that a peer may use reads one of these before it starts threads.
    env: { ...process.env, OMP_NUM_THREADS: count, MKL_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count },
  })
  const closed = once(child, 'close')
  let heard = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard = (heard + text).slice(-KEPT)
  })
  // A peer that died breaks the pipe; the lines that do not come say so better.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  const hear = async (): Promise<unknown> => {
    const { value, done } = await lines.next()
    if (done) {
      await closed
      const last = heard.trim().split('\n').at(-1) ?? ''
      throw new PeerError(`${peer.script} ended with code ${child.exitCode ?? child.signalCode}: ${last}`)
    }
    return JSON.parse(value)
  }
  const dispose = async (): Promise<void> => {
    child.stdin.end()
    const timer = setTimeout(() => child.kill(), PATIENCE)
    await closed
    clearTimeout(timer)
  }

  try {
    const said = greeting.parse(await hear())
    if ('ready' in said) {
      const measure = async (seconds: number): Promise<Measurement> => {
        child.stdin.write(`${JSON.stringify({ seconds })}\n`)
        return measurement.parse(await hear())
      }
      return { versions: said.ready, contestant: { id: peer.id, name: peer.name, measure, dispose } }
    }
    await dispose()
    return { refused: 'missing' in said ? `the package ${said.missing} is not installed` : said.fault }
  } catch (error) {
    await dispose()
    if (error instanceof PeerError) return { refused: error.message }
    throw error
  }
}
