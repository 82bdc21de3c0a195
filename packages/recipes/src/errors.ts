import { messageOf } from '@trpo/math/messages'

/** A config, a preset or an environment that was asked for cannot be used: the message is all there is to say. */
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

/** `asConfigError` for promises. */
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
