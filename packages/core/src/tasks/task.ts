import type { MaybePromise } from '@trpo/linalg'

/**
 * A pure function of plain data: records, numbers and typed arrays, such as a fit of a value network. It depends on nothing but
 * its input and writes to none of it, so a host can run it in another thread, or run it again, and the bits are the same.
 */
export interface Task<I, O> {
  /** Its name, such as `adam-fit`. Only this and the input travel to a worker. */
  readonly name: string
  /** What it computes. */
  readonly run: (input: I) => O
}

/** Where the tasks of a run are done. The number and the kind of threads leave no trace in the bits. */
export interface TaskHost {
  /** Whether this thread can do something else meanwhile. */
  readonly elsewhere: boolean
  /** Does a task. Throws, or rejects with, what the task throws. */
  run<I, O>(task: Task<I, O>, input: I): MaybePromise<O>
  /** Ends what the host has started. */
  dispose(): MaybePromise<void>
}

/** Does tasks in this thread, at once. */
export const inThisThread: TaskHost = {
  elsewhere: false,
  run: (task, input) => task.run(input),
  dispose() {},
}
