/** How far from 1 the sum of a row of probabilities may be. Rounding stays far below it, a forgotten outcome far above. */
const SUM_TOLERANCE = 1e-12

/**
 * Throws a RangeError unless every row of `data` (row-major, `[rows, width]`) is a distribution: finite entries of at
 * least 0 that sum to 1 within 1e-12. `nameOf` names a row in the message.
 */
export function assertProbabilityRows(data: Float64Array, width: number, nameOf: (row: number) => string): void {
  for (let row = 0; row * width < data.length; row++) {
    let sum = 0
    for (let i = 0; i < width; i++) {
      const p = data[row * width + i]
      if (!(p >= 0 && p < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`${nameOf(row)}: entry ${i} is ${p}, expected a probability of at least 0`)
      }
      sum += p
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new RangeError(`${nameOf(row)} sum to ${sum}, expected 1; divide each entry of the row by their sum`)
    }
  }
}

/** Throws a RangeError unless `data` has `length` entries. `what` names it, `shape` says what it holds. */
export function assertLength(what: string, data: Float64Array, length: number, shape: string): void {
  if (data.length !== length) {
    throw new RangeError(`${what} has ${data.length} entries, expected ${length}: ${shape}`)
  }
}

/** Throws a RangeError unless `value` is a whole number of at least 1. */
export function assertCount(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${what} is ${value}, expected a whole number of at least 1`)
  }
}
