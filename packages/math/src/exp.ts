import { EXP_TABLE, STEP_HI, STEP_LO, STEPS_PER_UNIT } from './exp-table.ts'
import { POWERS_OF_TWO, SMALLEST_EXPONENT } from './powers-of-two.ts'
import { ROUNDER } from './rounder.ts'

/**
 * e^x, within 0.54 ulp of the exact value where it is normal and 0.8 ulp where it is subnormal (measured), with the
 * same bits on every engine.
 *
 * NaN for NaN; Infinity from 709.782712893384 on; 0 below -745.1332191019412; subnormal results round once more.
 *
 * Source: Tang (1989), Table-driven implementation of the exponential function in IEEE floating-point arithmetic, ACM
 * TOMS 15(2). With x = n ln 2 / 32 + r and n = 32 k + j, e^x = 2^k 2^(j/32) e^r.
 */
export function exp(x: number): number {
  if (!(Math.abs(x) <= 708)) return expOutside(x)
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER
  return significand(x, n) * POWERS_OF_TWO[(n >> 5) - SMALLEST_EXPONENT]
}

/** 2^(j/32) e^r, with |r| <= ln 2 / 64; Taylor's series of e^r - 1 to the 6th power errs by less than 2^-58. */
function significand(x: number, n: number): number {
  const r = x - n * STEP_HI - n * STEP_LO
  const z = r * r
  const p = r + z * (1 / 2 + r * (1 / 6) + z * (1 / 24 + r * (1 / 120) + z * (1 / 720)))
  const j = (n & 31) << 1
  const t = EXP_TABLE[j]
  return t + (EXP_TABLE[j + 1] + t * p)
}

/** e^x where 2^k is no normal number, or e^x is not finite or 0. */
function expOutside(x: number): number {
  if (x > 710) return Number.POSITIVE_INFINITY
  if (x < -746) return 0
  if (Number.isNaN(x)) return x
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const k = n >> 5
  const shift = k > 0 ? 100 : -100
  // There are two factors, as 2^k itself may not exist; the first product is exact, so only the second one rounds.
  return significand(x, n) * POWERS_OF_TWO[k - shift - SMALLEST_EXPONENT] * POWERS_OF_TWO[shift - SMALLEST_EXPONENT]
}
