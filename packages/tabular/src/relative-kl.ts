import { log, log1p } from '@trpo/math'

/**
 * x - ln(1 + x) >= 0 for the relative change x = q/p - 1 of a probability, so that
 *
 *     KL(p || q) = sum_a p_a (x_a - ln(1 + x_a)) + the mass that q gives to actions with p_a = 0.
 *
 * All terms are of one sign and each is exact to a few ulps, so a KL of 1e-14 has as many correct digits as one of 1, where
 * sum p ln(p/q) would have none. With s = x / (2 + x) it is x s - 2 (s^3/3 + s^5/5 + ...), as ln(1 + x) = 2 artanh(s).
 *
 * @param change x.
 * @param ratio 1 + x, for a change so near to -1 that the sum would lose it.
 */
export function relativeKl(change: number, ratio: number): number {
  if (change < -0.25) return change - log(ratio)
  if (change > 0.25) return change - log1p(change)
  const s = change / (2 + change)
  const square = s * s
  let power = s * square
  let sum = 0
  // |s| < 0.143, so the terms left out are below 1e-18 of the sum.
  for (let k = 3; k <= 21; k += 2) {
    sum += power / k
    power *= square
  }
  return change * s - 2 * sum
}
