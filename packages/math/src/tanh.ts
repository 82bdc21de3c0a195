import { exp } from './exp.ts'
import { ROUNDER } from './rounder.ts'
import { TANH_POSITIVE } from './tanh-table.ts'

/** 2^-28: below this tanh x = x (1 - x^2/3 + ...) rounds to x. */
const TINY = 3.725290298461914e-9

/** The entries of `TABLE` that a cell takes. */
const STRIDE = 4

/** Cells with |c| up to this hold T + d exactly; beyond, where tanh is flat, d is no good first guess of the change. */
const LARGEST_STEEP = 14

/** Per c = j/16, j = -64 ... 64: T = tanh c as hi and lo, whether the cell is steep (1 or 0), 1 - T^2 if it is not. */
const TABLE = cells()

/**
 * The hyperbolic tangent, within 0.58 ulp of the exact value (measured), odd and monotone; the same bits on every
 * engine.
 *
 * NaN for NaN, +-1 for +-Infinity; keeps the sign of zero.
 *
 * Up to 4: x = c + d with c = j/16, T = tanh c (from a table), t = tanh d (Taylor), and tanh x = (T + t) / (1 + T t) =
 * T + (1 - T^2) t / (1 + T t). Where tanh is flat, that formula is used as it is. Where it is steep, T + d + ((t - d) -
 * T t (T + d)) / (1 + T t) is used, with the rounding error of T + d kept. In both the last part is small beside the
 * sum. The coefficient `steep` makes them one formula, so no branch depends on x. Beyond 4: 1 - 2 / (e^2x + 1).
 */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (!(size < 4)) return tanhOutside(x)
  if (size < TINY) return x
  const n = x * 16 + ROUNDER - ROUNDER
  const d = x - n * 0.0625
  const z = d * d
  const excess = d * z * (-1 / 3 + z * (2 / 15) + z * z * (-17 / 315 + z * (62 / 2835)))
  const t = d + excess
  const i = ((n | 0) + 64) * STRIDE
  const T = TABLE[i]
  const steep = TABLE[i + 2]
  const first = steep * d
  const sum = T + first
  // T is 0 or larger than d, so this is the rounding error of the sum exactly.
  const sumLow = first - (sum - T)
  const change = steep * excess + t * (TABLE[i + 3] - steep * T * sum)
  return sum + (sumLow + TABLE[i + 1] + change / (1 + T * t))
}

function tanhOutside(x: number): number {
  if (Number.isNaN(x)) return x
  const size = Math.abs(x)
  const value = size > 20 ? 1 : 1 - 2 / (exp(2 * size) + 1)
  return x < 0 ? -value : value
}

function cells(): Float64Array {
  const largest = TANH_POSITIVE.length / 2 - 1
  const table = new Float64Array(STRIDE * (2 * largest + 1))
  for (let j = -largest; j <= largest; j++) {
    const sign = j < 0 ? -1 : 1
    const T = TANH_POSITIVE[2 * Math.abs(j)]
    const low = TANH_POSITIVE[2 * Math.abs(j) + 1]
    const steep = Math.abs(j) <= LARGEST_STEEP
    // 1 - T is exact for T >= 1/2, and low makes up for the rounding of T.
    table.set([sign * T, sign * low, steep ? 1 : 0, steep ? 0 : (1 - T - low) * (1 + T)], STRIDE * (j + largest))
  }
  return table
}
