import { logNearOne, logOfSum } from './log-kernel.ts'

/** 2^-54: below this ln(1 + x) = x (1 - x/2 + ...) rounds to x. */
const TINY = 5.551115123125783e-17

/**
 * ln(1 + x) without cancellation near 0, within 0.65 ulp of the exact value (measured), with the same bits on every
 * engine.
 *
 * NaN for NaN and below -1, -Infinity for -1, Infinity for Infinity; keeps the sign of zero.
 *
 * Source: that of `log`, applied to the sum 1 + x, which two doubles hold without rounding.
 */
export function log1p(x: number): number {
  const size = Math.abs(x)
  if (size < TINY) return x
  if (size < 0.0625) return logNearOne(x)
  if (x > -1 && x < Number.POSITIVE_INFINITY) {
    const sum = 1 + x
    // The rounding error of the sum, exact whichever of 1 and x is larger (Knuth, TAOCP 2, 4.2.2, theorem B).
    const partOfX = sum - 1
    const low = 1 - (sum - partOfX) + (x - partOfX)
    return logOfSum(sum, low, 0)
  }
  if (x === -1) return Number.NEGATIVE_INFINITY
  return x < -1 ? Number.NaN : x
}
