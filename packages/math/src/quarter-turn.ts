import { hugeAngle } from './huge-angle.ts'
import { HALF_PI_1, HALF_PI_2, HALF_PI_3, TWO_OVER_PI } from './pi.ts'
import { ROUNDER } from './rounder.ts'
import { C0, C1, C2, C3, C4, C5, S0, S1, S2, S3, S4, S5 } from './sine-coefficients.ts'

/** Up to here |x 2 / pi| < 2^20 and products with the parts of pi / 2 are exact. */
const LARGEST_FAST = 1_000_000

/**
 * 2^-20. Nearer than this to a multiple of pi / 2, the three parts of pi / 2 do not give all digits of the difference.
 */
const TOO_CLOSE = 9.5367431640625e-7

/**
 * sin(x + turns pi / 2) for finite x: the sine at turns = 0, the cosine at turns = 1.
 *
 * x = n pi / 2 + (r + low), |r| <= pi / 4. The reduction takes three parts of pi / 2 (Cody and Waite, 1980, Software
 * Manual for the Elementary Functions, chapter 8) for ordinary x, and is exact (Payne and Hanek) for huge x and the few
 * that come too close to a multiple of pi / 2.
 */
export function sineOfTurned(x: number, turns: number): number {
  if (Math.abs(x) <= LARGEST_FAST) {
    const n = x * TWO_OVER_PI + ROUNDER - ROUNDER
    // Exact: x and n HALF_PI_1 are close, or n is 0.
    const first = x - n * HALF_PI_1
    const w = n * HALF_PI_2
    const second = first - w
    const secondLow = subtractionError(first, w, second)
    const third = n * HALF_PI_3
    const r = second - third
    if (n === 0 || Math.abs(r) > TOO_CLOSE) return sineOrCosine(r, second - r - third + secondLow, (n | 0) + turns)
  }
  const { quarters, r, low } = hugeAngle(x)
  return sineOrCosine(r, low, quarters + turns)
}

/** a - b - difference, exactly, where difference is a - b rounded (Knuth, TAOCP 2, 4.2.2, theorem B). */
function subtractionError(a: number, b: number, difference: number): number {
  const partOfB = difference - a
  return a - (difference - partOfB) - (b + partOfB)
}

/** sin(quarters pi / 2 + r + low) for |r| <= pi / 4 and low of at most an ulp of r. */
function sineOrCosine(r: number, low: number, quarters: number): number {
  const value = (quarters & 1) === 0 ? sineKernel(r, low) : cosineKernel(r, low)
  return (quarters & 2) === 0 ? value : -value
}

function sineKernel(r: number, low: number): number {
  const z = r * r
  const zz = z * z
  const series = S0 + z * S1 + zz * (S2 + z * S3 + zz * (S4 + z * S5))
  return r + (r * z * series + low * (1 - 0.5 * z))
}

function cosineKernel(r: number, low: number): number {
  const z = r * r
  const zz = z * z
  const series = C0 + z * C1 + zz * (C2 + z * C3 + zz * (C4 + z * C5))
  const half = 0.5 * z
  const sum = 1 - half
  return sum + (1 - sum - half + (zz * series - r * low))
}
