import { messageOf } from '@trpo/math/messages'

/** What was asked of a run cannot be done: the message is all there is to say. */
export class RunError extends Error {
  override readonly name = 'RunError'
}

/** Training was stopped on request, as by a signal. What throws it is the caller's. */
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
