/** What is used here of a web worker; packages are compiled without the types of a page. */
export interface WebWorker {
  /** Sends a message; the buffers move over. */
  postMessage(message: unknown, transfer: ArrayBuffer[]): void
  /** Hears the messages. */
  addEventListener(type: 'message', listener: (event: { readonly data: never }) => void): void
  /** Hears of messages that cannot be read. */
  addEventListener(type: 'messageerror', listener: () => void): void
  /** Hears of errors that nothing in the worker caught. */
  addEventListener(type: 'error', listener: (event: WorkerFailure) => void): void
  /** Ends the worker at once. */
  terminate(): void
}

/** The event of an error that nothing in a worker caught. */
export interface WorkerFailure {
  /** The error's message, absent when the worker could not be loaded. */
  readonly message?: string
  /** Keeps the browser from reporting it as uncaught. */
  preventDefault(): void
}
