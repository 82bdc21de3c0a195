import type { HostMessage, WorkerMessage } from './protocol.ts'

/** A worker as its host sees it: what worker threads and web workers have in common. */
export interface WorkerPort {
  /** Sends a message; the buffers named move over to the worker instead of being copied. Throws when it holds what cannot be cloned, such as a function. */
  post(message: HostMessage, transfer: readonly ArrayBuffer[]): void
  /**
   * Says whether the worker is to keep the process alive, which it is only while its answer is awaited. A page ignores this.
   */
  hold?(held: boolean): void
  /** Ends the worker, whatever it is doing; settles when it has ended. */
  terminate(): void | Promise<void>
}

/** What a worker's host hears of it. */
export interface WorkerEvents {
  /** A message came. */
  message(message: WorkerMessage): void
  /**
   * The worker has ended, or cannot continue. Only the first call counts. The reason completes `the worker died because ...`;
   * `cause` is what was thrown, where there is something.
   */
  died(reason: string, cause?: unknown): void
}

/** Starts a worker that calls `serveShard` sooner or later. Nothing is posted before that. */
export type SpawnWorker = (events: WorkerEvents) => WorkerPort

/** The host as its worker sees it. */
export interface HostPort {
  /** Sends a message; the buffers named move over to the host. */
  post(message: WorkerMessage, transfer: readonly ArrayBuffer[]): void
  /** Sets the one listener. */
  listen(listener: (message: HostMessage) => void): void
}
