import { HALF_PI_BITS, TWO_OVER_PI_BITS } from './pi.ts'

/** An angle x = quarters pi / 2 + r + low with quarters modulo 4, |r| <= pi / 4 and low of at most half an ulp of r. */
export interface ReducedAngle {
  readonly quarters: number
  readonly r: number
  readonly low: number
}

/** The bits after the point in `TWO_OVER_PI_BITS`. */
const BITS = 1216n
const HALF = 1n << (BITS - 1n)

/**
 * The bits of the remainder that are kept after the point. It is never below 2^-62, so at least 138 of them are
 * significant.
 */
const KEPT = 200n

/** 2^-200, the unit of the kept bits. */
const UNIT = 6.223015277861142e-61

/**
 * Subtracts the nearest multiple of pi / 2 from any finite x, however large or close to it, in integer arithmetic.
 *
 * Source: Payne and Hanek (1983), Radian reduction for trigonometric functions, ACM SIGNUM Newsletter 18(1).
 */
export function hugeAngle(x: number): ReducedAngle {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, Math.abs(x))
  const bits = view.getBigUint64(0)
  const exponent = bits >> 52n
  const mantissa = exponent === 0n ? bits : (bits & 0xfffffffffffffn) | 0x10000000000000n
  const shift = (exponent === 0n ? 1n : exponent) - 1075n
  const product = mantissa * TWO_OVER_PI_BITS
  const turns = shift >= 0n ? product << shift : product >> -shift
  const quarters = (turns + HALF) >> BITS
  const remainder = ((turns - (quarters << BITS)) >> (BITS - KEPT)) * HALF_PI_BITS
  const angle = remainder >> KEPT
  const r = Number(angle)
  const low = Number(angle - BigInt(r))
  const sign = x < 0 ? -1 : 1
  return { quarters: sign * Number(quarters & 3n), r: r * (sign * UNIT), low: low * (sign * UNIT) }
}
