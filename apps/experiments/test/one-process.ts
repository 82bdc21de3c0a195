/**
 * A process that runs commands one after the other, as its parent asks: what they import is loaded and compiled once.
 * Each is the command's own module, evaluated again, with arguments, folder, output and exit code as a process has them.
 */
const cli = new URL('../src/cli.ts', import.meta.url)

/** A command to run. */
export interface Asked {
  readonly cwd: string
  readonly words: readonly string[]
}

/** How it ended. */
export interface Answered {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** What should not outlive a command: threads, and listeners to signals. */
  readonly left: { readonly threads: number; readonly listeners: number }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
let threads = 0
process.on('worker', (worker) => {
  threads++
  worker.once('exit', () => threads--)
})

/** Collects what is written to a stream, and gives the function that ends that. */
function collect(stream: NodeJS.WriteStream): () => string {
  const { write } = stream
  const chunks: Uint8Array[] = []
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    chunks.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)
    for (const done of rest) if (typeof done === 'function') queueMicrotask(() => done())
    return true
  }
  return () => {
    stream.write = write
    return Buffer.concat(chunks).toString()
  }
}

let count = 0
async function run({ cwd, words }: Asked): Promise<Answered> {
  process.chdir(cwd)
  process.argv.splice(1, Number.POSITIVE_INFINITY, cli.pathname, ...words)
  process.exitCode = undefined
  const [stdout, stderr] = [collect(process.stdout), collect(process.stderr)]
  await import(`${cli.href}?${++count}`)
  const listeners = SIGNALS.reduce((sum, signal) => sum + process.listenerCount(signal), 0)
  const code = process.exitCode === undefined ? null : Number(process.exitCode)
  return { code, stdout: stdout(), stderr: stderr(), left: { threads, listeners } }
}

process.on('message', async (asked: Asked) => process.send?.(await run(asked)))
