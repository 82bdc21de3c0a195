import { logNearOne, logOfSum } from './log-kernel.ts'

/** 2^-1022. */
const SMALLEST_NORMAL = 2.2250738585072014e-308

/** 2^54: makes a subnormal number normal, exactly. */
const LIFT = 18014398509481984

/**
 * The natural logarithm, within 0.65 ulp of the exact value (measured), with the same bits on every engine.
 *
 * NaN for NaN and below 0, -Infinity for +-0, Infinity for Infinity.
 *
 * Source: Tang (1990), Table-driven implementation of the logarithm function in IEEE floating-point arithmetic, ACM
 * TOMS 16(4).
 */
export function log(x: number): number {
  if (x > 0.9375 && x < 1.0625) return logNearOne(x - 1)
  if (x >= SMALLEST_NORMAL && x < Number.POSITIVE_INFINITY) return logOfSum(x, 0, 0)
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (x < 0) return Number.NaN
  if (x < SMALLEST_NORMAL) return logOfSum(x * LIFT, 0, -54)
  return x
}
