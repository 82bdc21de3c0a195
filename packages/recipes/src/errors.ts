import { messageOf } from '@trpo/math/messages'

/** The error of a config, a preset or an environment that cannot be used. Its message says everything; no trace is needed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Runs `work`; what it throws becomes a ConfigError with `context` before the message. */
export function asConfigError<T>(context: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toConfigError(context, error)
  }
}

/** Does for promises what `asConfigError` does. */
export async function asConfigErrorAsync<T>(context: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toConfigError(context, error)
  }
}

function toConfigError(context: string, error: unknown): ConfigError {
  if (error instanceof ConfigError) return error
  return new ConfigError(context === '' ? messageOf(error) : `${context}: ${messageOf(error)}`, { cause: error })
}
