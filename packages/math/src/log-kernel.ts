import { LN2_HI, LN2_LO, LOG_TABLE } from './log-table.ts'
import { POWERS_OF_TWO, SMALLEST_EXPONENT } from './powers-of-two.ts'

// A scratch cell to read a double's exponent. Written and read within one call, so nothing can see it.
const cell = new Float64Array(1)
const words = new Uint32Array(cell.buffer)
const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
/** Where the word with sign and exponent lies. */
const HIGH = littleEndian ? 1 : 0

/**
 * ln(1 + f) for |f| <= 1/16.
 *
 * With s = f / (2 + f), ln(1 + f) = 2 atanh(s) = 2s + s (2/3 s^2 + 2/5 s^4 + ...), and 2s = f - s f exactly, so that
 * the rounding of s is scaled down by f. The series to s^13 errs by less than 2^-62 of f.
 */
export function logNearOne(f: number): number {
  const s = f / (2 + f)
  const z = s * s
  const series = z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * (2 / 13))))))
  return f - s * (f - series)
}

/**
 * ln(2^exponent (h + l)) for a normal h > 0 and |l| of at most half an ulp of h, not within 1/16 of 1.
 *
 * h + l = 2^k m, F = 1 + j/64 the nearest to m, s = (m - F) / (m + F): the logarithm is k ln 2 + ln F + 2 atanh(s).
 * The large parts of k ln 2 and ln F are multiples of 2^-42, so their sum is exact.
 */
export function logOfSum(h: number, l: number, exponent: number): number {
  cell[0] = h
  const top = words[HIGH]
  const k = (top >>> 20) - 1023
  const j = ((top & 0xfffff) + 0x2000) >> 14
  const scale = POWERS_OF_TWO[-k - SMALLEST_EXPONENT]
  const m = h * scale
  const F = 1 + j * (1 / 64)
  const s = (m - F + l * scale) / (m + F)
  const z = s * s
  const series = s * z * (2 / 3 + z * (2 / 5 + z * (2 / 7)))
  const K = k + exponent
  return K * LN2_HI + LOG_TABLE[2 * j] + (2 * s + (series + (K * LN2_LO + LOG_TABLE[2 * j + 1])))
}
