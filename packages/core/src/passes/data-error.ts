/**
 * The numbers that an environment gave are finite, and what has to be computed from them is not: a batch that nothing can
 * be learned from and that must not reach a checkpoint.
 */
export class DataError extends Error {
  override readonly name = 'DataError'
}

/** Throws a DataError unless all values are finite. `what` begins the message, `advice` ends it. */
export function assertFiniteData(what: string, values: Iterable<number>, advice: string): void {
  for (const value of values) if (!Number.isFinite(value)) throw new DataError(`${what} is ${value}: ${advice}`)
}
