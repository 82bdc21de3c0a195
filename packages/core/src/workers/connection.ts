import { messageOf } from '@trpo/math/messages'
import type { SamplingProgress } from '@trpo/samplers'
import type { SpawnWorker, WorkerPort } from './port.ts'
import type { WorkerMessage, WorkerRequest } from './protocol.ts'
import { fromWire } from './wire-error.ts'

/** A worker died before it answered. */
export class WorkerDeath extends Error {
  override readonly name = 'WorkerDeath'
}

/** One living worker, until it dies. */
export interface Connection {
  /**
   * Sends a request; one at a time. Rejects with what it threw in the worker, with what `progress` threw, or with a
   * WorkerDeath, at once when the worker is dead already.
   */
  request(message: WorkerRequest, progress?: SamplingProgress): Promise<unknown>
  /** Whether a request waits for its answer. */
  readonly busy: boolean
  /** Ends the worker; a request under way rejects with the reason. */
  close(reason: Error): Promise<void>
}

/** A request under way. */
interface Pending {
  readonly progress: SamplingProgress | undefined
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
  /** What `progress` threw. The request ends with it, whatever else comes. */
  stopped?: { readonly reason: unknown }
}

/** Starts a worker. */
export function connect(spawn: SpawnWorker): Connection {
  let pending: Pending | undefined
  let end: Error | undefined
  let listening = false
  let whenListening = () => {}

  /** Takes the request that an answer or a death settles. */
  const settle = (with_: (request: Pending) => void): void => {
    const request = pending
    if (request === undefined) return
    pending = undefined
    port.hold?.(false)
    if (request.stopped) request.reject(request.stopped.reason)
    else with_(request)
  }

  const report = async (request: Pending, steps: number): Promise<void> => {
    try {
      await request.progress?.(steps)
    } catch (reason) {
      request.stopped = { reason }
    }
    if (request === pending) port.post({ kind: 'progress', goOn: request.stopped === undefined }, [])
  }

  const hear = (message: WorkerMessage): void => {
    if (end !== undefined) return
    switch (message.kind) {
      case 'listening':
        listening = true
        whenListening()
        break
      case 'progress':
        if (pending !== undefined) void report(pending, message.steps)
        break
      case 'value':
        settle(({ resolve }) => resolve(message.value))
        break
      case 'error':
        settle(({ reject }) => reject(fromWire(message.error)))
    }
  }

  const send = (message: WorkerRequest): void => {
    try {
      port.post(message, [])
    } catch (cause) {
      const what = message.kind === 'start' ? 'the config' : message.kind === 'task' ? 'the input' : 'an argument'
      const why = messageOf(cause)
      settle(({ reject }) =>
        reject(new TypeError(`${what} cannot be sent to a worker: ${why}; give plain data`, { cause })),
      )
    }
  }

  const finish = (reason: Error): void => {
    if (end !== undefined) return
    end = reason
    settle(({ reject }) => reject(reason))
  }

  const port: WorkerPort = spawn({
    message: hear,
    died: (reason, cause) => finish(new WorkerDeath(reason, cause === undefined ? undefined : { cause })),
  })
  port.hold?.(false)

  return {
    get busy() {
      return pending !== undefined
    },
    request(message, progress) {
      return new Promise((resolve, reject) => {
        if (end !== undefined) return reject(end)
        pending = { progress, resolve, reject }
        port.hold?.(true)
        if (listening) send(message)
        else whenListening = () => send(message)
      })
    },
    async close(reason) {
      finish(reason)
      await port.terminate()
    },
  }
}
