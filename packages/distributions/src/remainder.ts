import { expm1 } from '@trpo/math'

/** Below this the subtraction in e^x - 1 - x would lose more digits than the series does. */
const seriesBelow = 1 / 64

/**
 * e^x - 1 - x, at least 0 and exactly 0 at 0, to about 3e-14 relative however small x is.
 *
 * Every KL divergence here is a sum of such terms. That keeps it from going negative and makes it exact near 0, where
 * the trust region lies.
 */
export function exponentialRemainder(x: number): number {
  if (!(Math.abs(x) < seriesBelow)) return expm1(x) - x
  // x^2 / 2 (1 + 2x / 3! + 2x^2 / 4! + ...)
  let series = 1 / 181440
  series = series * x + 1 / 20160
  series = series * x + 1 / 2520
  series = series * x + 1 / 360
  series = series * x + 1 / 60
  series = series * x + 1 / 12
  series = series * x + 1 / 3
  series = series * x + 1
  return 0.5 * x * x * series
}
