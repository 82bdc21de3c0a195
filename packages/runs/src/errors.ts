import { messageOf } from '@trpo/math/messages'

/** What was asked of a run cannot be done. The message says everything. */
export class RunError extends Error {
  override readonly name = 'RunError'
}

/** A run, or a sweep, is another process's: that holds its lock, or has begun a run in its folder meanwhile. */
export class TakenError extends RunError {}

/** Training was stopped on request, as by a signal. The caller's own code throws it. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

/** Runs `work`; what it throws becomes a RunError with `context` before the message, unless it is one. */
export async function asRunError<T>(context: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RunError) throw error
    throw new RunError(`${context}: ${messageOf(error)}`, { cause: error })
  }
}
