/** Something the user gave cannot be used. The command prints the message alone and ends with exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError'
}

/** A run was stopped by a signal. The command ends with exit code 130. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Runs `work`; what it throws becomes an InputError with `context` before the message. */
export function asInput<T>(context: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toInput(context, error)
  }
}

/** `asInput` for promises. */
export async function asInputAsync<T>(context: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toInput(context, error)
  }
}

function toInput(context: string, error: unknown): InputError {
  if (error instanceof InputError) return error
  return new InputError(context === '' ? messageOf(error) : `${context}: ${messageOf(error)}`, { cause: error })
}
