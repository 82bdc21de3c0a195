import { exp } from './exp.ts'
import { EXP_TABLE, STEP_HI, STEP_LO, STEPS_PER_UNIT } from './exp-table.ts'
import { POWERS_OF_TWO, SMALLEST_EXPONENT } from './powers-of-two.ts'
import { ROUNDER } from './rounder.ts'

/** 2^-54: below this e^x - 1 = x (1 + x/2 + ...) rounds to x. */
const TINY = 5.551115123125783e-17

/**
 * e^x - 1 without cancellation near 0, within 0.55 ulp of the exact value (measured), with the same bits on every
 * engine.
 *
 * NaN for NaN, -1 for -Infinity, Infinity for Infinity; keeps the sign of zero.
 *
 * Source: the reduction of Tang (1992), Table-driven implementation of the expm1 function in IEEE floating-point
 * arithmetic, ACM TOMS 18(2).
 */
export function expm1(x: number): number {
  if (!(x <= 40)) return exp(x)
  if (x < -40) return -1
  if (Math.abs(x) < TINY) return x
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const k = n >> 5
  const j = (n & 31) << 1
  const scale = POWERS_OF_TWO[k - SMALLEST_EXPONENT]
  const t = EXP_TABLE[j] * scale
  const tLow = EXP_TABLE[j + 1] * scale
  // x = n ln 2 / 32 + r, r = r1 + r2, r1 exact; e^x - 1 = (t - 1) + t (e^r - 1).
  const r1 = x - n * STEP_HI
  const r2 = -n * STEP_LO
  const r = r1 + r2
  const z = r * r
  // e^r - 1 - r: Taylor's series to the 7th power errs by less than 2^-61 of r.
  const p = z * (1 / 2 + r * (1 / 6) + z * (1 / 24 + r * (1 / 120) + z * (1 / 720 + r * (1 / 5040))))
  if (k < -1 || k > 0) {
    // |e^x - 1| > 1/2 here, so the rounding of t (e^r - 1) hardly counts; that of t - 1 is carried along.
    const a = t - 1
    const aLow = k > 0 ? t - a - 1 : t - (a + 1)
    return a + (aLow + (tLow + t * (r + p)))
  }
  // Here t - 1 =: a is exact. e^x - 1 = a + r1 + (r2 + p + a (r + p)), whose last part is small beside the first two.
  const a = t - 1
  const sum = a + r1
  // a is 0 or larger than r1, by |n| ln 2 / 32 > |r|, so this gives the rounding error of the sum exactly.
  const sumLow = r1 - (sum - a)
  return sum + (sumLow + (r2 + (tLow + tLow * r) + p + a * (r + p)))
}
