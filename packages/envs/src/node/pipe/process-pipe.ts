import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { PipeEvent, PipeRequest, PipeStart } from './pipe-messages.ts'

/** The program of the thread, beside this file: TypeScript when this is source, JavaScript when it is built. */
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './pipe-thread.ts' : './pipe-thread.js', import.meta.url)

/** The milliseconds that a process which was killed has to be gone. */
const TO_END = 5_000

/**
 * A process that is talked to in frames, without running any events: a call returns when its answer is there.
 *
 * Node's own pipes can be waited for only by returning to the event loop, and a file that is read at once has no time limit. So a
 * thread talks to the process, and this one waits for it by `Atomics.wait`. That costs 20 microseconds a call more than promises
 * do (40 instead of 20, measured with 1 kB of an answer), and whatever uses lanes can remain as it is: `reset`, `observe`,
 * single environments, and all that stands on them.
 */
export interface ProcessPipe {
  /** The process id, once something was received. */
  readonly pid: number | undefined
  /** Sends bytes, which belong to the process from then on. */
  send(bytes: Uint8Array<ArrayBuffer>): void
  /** Waits for what comes next: a frame, or how the process has ended. Undefined where nothing comes within `milliseconds`. */
  receive(milliseconds: number): Exclude<PipeEvent, { kind: 'started' }> | undefined
  /** Kills the process. Returns the last words of it, among them where it hung. */
  kill(): string
  /** Lets the process end. Nothing can be sent or received any more. */
  close(): void
}

/** Starts a process. What goes wrong is received: nothing is thrown. */
export function processPipe(start: Pick<PipeStart, 'command' | 'args' | 'variables'>): ProcessPipe {
  const posted = new Int32Array(new SharedArrayBuffer(4))
  const { port1: port, port2 } = new MessageChannel()
  const data: PipeStart = { ...start, port: port2, posted }
  // The thread imports nothing that needs the conditions or loaders of this one.
  const thread = new Worker(PROGRAM, { name: 'trpo pipe', workerData: data, transferList: [port2], execArgv: [] })
  thread.unref()
  // What the thread cannot tell any more, as where it could not be started, is no reason to end this process: nothing is
  // received then, and the limit of time ends the wait.
  thread.on('error', () => undefined)
  let pid: number | undefined

  const next = (milliseconds: number): PipeEvent | undefined => {
    const until = clock() + milliseconds
    for (;;) {
      const seen = Atomics.load(posted, 0)
      const received: { message: PipeEvent } | undefined = receiveMessageOnPort(port)
      if (received !== undefined) return received.message
      const left = until - clock()
      if (left <= 0) return undefined
      Atomics.wait(posted, 0, seen, left)
    }
  }
  const tell = (request: PipeRequest): void => port.postMessage(request)

  return {
    get pid() {
      return pid
    },
    send: (bytes) => port.postMessage(bytes, [bytes.buffer]),
    receive(milliseconds) {
      const until = clock() + milliseconds
      for (;;) {
        const event = next(until - clock())
        if (event?.kind !== 'started') return event
        pid = event.pid
      }
    },
    kill() {
      tell('kill')
      const until = clock() + TO_END
      for (;;) {
        const event = next(until - clock())
        if (event === undefined) return ''
        if (event.kind === 'ended') return event.words
      }
    },
    close: () => tell('close'),
  }
}

/** Milliseconds of a clock that no environment is given: `performance.now` is refused where it is looked for hidden sources. */
function clock(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return 1_000 * seconds + nanoseconds / 1_000_000
}
