import type { MessagePort } from 'node:worker_threads'

/** What the thread of a pipe is started with. */
export interface PipeStart {
  /** The program that is started, and its arguments. */
  readonly command: string
  readonly args: readonly string[]
  /** The environment variables of the program. */
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Where the thread reads requests, and posts what it has to tell. */
  readonly port: MessagePort
  /** One number, which counts what was posted; the other side waits for it to change. */
  readonly posted: Int32Array<SharedArrayBuffer>
}

/** What the thread of a pipe is told. */
export type PipeRequest =
  /** Bytes for the program. */
  | Uint8Array
  /** Have the program say where it hangs, then kill it. */
  | 'kill'
  /** Close the program's pipes, upon which it ends. */
  | 'close'

/** What the thread of a pipe tells. */
export type PipeEvent =
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'frame'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** What came in is no frame. The program has been killed. */
  | { readonly kind: 'garbage'; readonly reason: string }
  /** The program has ended, or could not be started. `words` are the last that it wrote to standard error. */
  | { readonly kind: 'ended'; readonly reason: string; readonly words: string }
