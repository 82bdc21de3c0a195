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
