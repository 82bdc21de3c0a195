/** The greatest absolute difference; infinite where lengths differ or a number is not one. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  let greatest = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i])
    greatest = difference <= greatest ? greatest : Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
  }
  return greatest
}

/** The same, relative to the greatest magnitude that is expected, or to 1. */
export function relativeDistance(actual: ArrayLike<number>, expected: readonly number[]): number {
  return distance(actual, expected) / Math.max(1, ...expected.map(Math.abs))
}
