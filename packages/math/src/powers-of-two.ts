/** The exponent of the first entry of `POWERS_OF_TWO`: 2^k stands at k - SMALLEST_EXPONENT. */
export const SMALLEST_EXPONENT = -1023

/**
 * 2^k for k = -1023 ... 1023, all exact.
 *
 * A load from here scales by a power of two without writing a double's bits through a typed array, which would depend
 * on the byte order and stall the processor.
 */
export const POWERS_OF_TWO: Float64Array = powersOfTwo()

function powersOfTwo(): Float64Array {
  const table = new Float64Array(1023 - SMALLEST_EXPONENT + 1)
  let up = 1
  let down = 1
  for (let k = 0; k <= 1023; k++) {
    table[k - SMALLEST_EXPONENT] = up
    table[-k - SMALLEST_EXPONENT] = down
    up *= 2
    down /= 2
  }
  return table
}
