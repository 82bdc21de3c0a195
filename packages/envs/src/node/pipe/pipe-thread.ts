import { type ChildProcess, spawn } from 'node:child_process'
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { frameReader } from './frame-reader.ts'
import type { PipeEvent, PipeRequest, PipeStart } from './pipe-messages.ts'

/**
 * The program of the thread that talks to another process. The thread that has started it waits for what is posted without
 * running any events, so pipes have to be read here.
 */

/** Characters that are kept of the last that the process has written to standard error. */
const MOST_WORDS = 4_000
/** The milliseconds that a process which hangs has to say where. */
const LAST_WORDS = 300
/** The milliseconds that a process has to end once its pipes are closed. */
const TO_CLOSE = 3_000
/** The milliseconds that the pipes of a process which has ended are read, while a process that it has started holds them open. */
const TO_DRAIN = 500

const { command, args, variables, port, posted }: PipeStart = workerData
let words = ''
let dying = false
let ended = false

const post = (event: PipeEvent, transfer: readonly ArrayBuffer[] = []): void => {
  port.postMessage(event, [...transfer])
  Atomics.add(posted, 0, 1)
  Atomics.notify(posted, 0)
}

const end = (reason: string): void => {
  if (ended) return
  ended = true
  post({ kind: 'ended', reason, words })
  port.close()
}

try {
  talk()
} catch (error) {
  // A path through a plain file is thrown by spawn; where there are no more file descriptors, pipes are missing.
  end(error instanceof Error ? error.message : String(error))
}

function talk(): void {
  // The last pipe is never written to: the process ends when it does. On Linux the kernel kills it when this thread ends.
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'], env: variables, windowsHide: true })
  child.once('error', (error) => end(error.message))
  child.once('spawn', () => post({ kind: 'started', pid: child.pid ?? 0 }))
  const { stdio }: Partial<ChildProcess> = child
  const [requests, answers, errors, lifeline] = stdio ?? []
  if (!requests || !answers || !errors || !lifeline || !('write' in requests) || !('read' in answers)) {
    child.kill('SIGKILL')
    // Why, is told by an `error` that comes next, unless the process was started after all.
    child.once('exit', () => end('it was started without its pipes'))
    return
  }
  const pipes = [requests, answers, errors, lifeline]
  // Whatever breaks a pipe ends the process as well.
  for (const pipe of pipes) pipe.on('error', () => undefined)

  child.once('exit', (code, signal) => {
    const reason = signal === null ? `exit code ${code}` : signal
    // When the pipes are closed, all that was written has been read. But processes that it has started may hold them open.
    const drained = setTimeout(() => {
      end(reason)
      for (const pipe of pipes) pipe.destroy()
    }, TO_DRAIN)
    child.once('close', () => {
      clearTimeout(drained)
      end(reason)
    })
  })

  const reader = frameReader((bytes) => post({ kind: 'frame', bytes }, [bytes.buffer]))
  answers.on('data', (piece: Uint8Array) => {
    if (dying) return
    const reason = reader.add(piece)
    if (reason === undefined) return
    dying = true
    post({ kind: 'garbage', reason })
    child.kill('SIGKILL')
  })

  errors.on('data', (piece: Uint8Array) => {
    words = (words + new TextDecoder().decode(piece)).slice(-MOST_WORDS)
    if (dying) return
    try {
      // What is written to `process.stderr` of a thread goes through the main thread, which may be waiting for this one.
      writeSync(2, piece)
    } catch {
      // There is nobody to read it.
    }
  })

  port.on('message', (request: PipeRequest) => {
    if (typeof request !== 'string') {
      requests.write(request)
      return
    }
    dying = true
    if (request === 'close') {
      requests.end()
      lifeline.destroy()
      setTimeout(() => child.kill('SIGKILL'), TO_CLOSE).unref()
      return
    }
    if (process.platform !== 'win32') child.kill('SIGUSR1')
    setTimeout(() => child.kill('SIGKILL'), LAST_WORDS)
  })
}
