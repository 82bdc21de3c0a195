/**
 * The numbers that an environment gave are finite, but what is computed from them is not. Nothing can be learned from such a
 * batch, and it must not reach a checkpoint.
 */
export class DataError extends Error {
  override readonly name = 'DataError'
}

/** Throws a DataError unless all values are finite. `what` begins the message, `advice` ends it. */
export function assertFiniteData(what: string, values: Iterable<number>, advice: string): void {
  for (const value of values) if (!Number.isFinite(value)) throw new DataError(`${what} is ${value}: ${advice}`)
}
