import { exp } from './exp'
import { ROUNDER } from './tables/rounder'
import { TANH_POSITIVE } from './tables/tanh'

/** Where the table ends; 2^-28; 16 and 1/16; the last steep cell; 1 and 2; from where on it rounds to 1. */
const LIMITS = memory.data<f64>([4, 3.725290298461914e-9, 16, 0.0625, 14, 1, 2, 20])
/** Taylor's coefficients of tanh d / d - 1 in d^2. */
const SERIES = memory.data<f64>([-1 / 3, 2 / 15, -17 / 315, 62 / 2835])

/**
 * Replaces the pairs from `at` on by their hyperbolic tangents, with the bits of src/tanh.ts, and returns how many: all.
 *
 * The operations are those of the scalar function for |x|, and the sign is put back: it is odd bit for bit.
 */
export function tanh(at: usize, pairs: i32): i32 {
  const four = v128.load64_splat(LIMITS)
  for (let i: i32 = 0; i < pairs; i++) {
    const x = v128.load(at)
    const size = f64x2.abs(x)
    const inside = f64x2.lt(size, four)
    // pmin keeps its first operand when the second is NaN.
    let value = tanhInside(f64x2.pmin(four, size))
    if (i64x2.bitmask(inside) !== 3) value = v128.bitselect(value, tanhOutside(size, at), inside)
    // size differs from x in the sign bit alone.
    value = v128.or(value, v128.xor(x, size))
    // Tiny numbers and NaN are kept.
    const moved = f64x2.ge(size, v128.load64_splat(LIMITS, 8))
    v128.store(at, v128.bitselect(value, x, moved))
    at += 16
  }
  return pairs
}

/** For 0 <= x <= 4. */
function tanhInside(x: v128): v128 {
  const rounder = v128.load64_splat(ROUNDER)
  const one = v128.load64_splat(LIMITS, 40)
  // Its low bits are n.
  const shifted = f64x2.add(f64x2.mul(x, v128.load64_splat(LIMITS, 16)), rounder)
  const n = f64x2.sub(shifted, rounder)
  const d = f64x2.sub(x, f64x2.mul(n, v128.load64_splat(LIMITS, 24)))
  const z = f64x2.mul(d, d)
  const upper = f64x2.add(v128.load64_splat(SERIES, 16), f64x2.mul(z, v128.load64_splat(SERIES, 24)))
  let series = f64x2.add(v128.load64_splat(SERIES), f64x2.mul(z, v128.load64_splat(SERIES, 8)))
  series = f64x2.add(series, f64x2.mul(f64x2.mul(z, z), upper))
  const excess = f64x2.mul(f64x2.mul(d, z), series)
  const t = f64x2.add(d, excess)
  const first = v128.load(TANH_POSITIVE + ((<usize>i32x4.extract_lane(shifted, 0)) << 4))
  const second = v128.load(TANH_POSITIVE + ((<usize>i32x4.extract_lane(shifted, 2)) << 4))
  const T = v128.shuffle<f64>(first, second, 0, 2)
  const TLow = v128.shuffle<f64>(first, second, 1, 3)
  // What the scalar function keeps in its table: 1 and 0 in a steep cell, 0 and 1 - T^2 in a flat one.
  const isSteep = f64x2.le(n, v128.load64_splat(LIMITS, 32))
  const steep = v128.and(one, isSteep)
  const flat = v128.andnot(f64x2.mul(f64x2.sub(f64x2.sub(one, T), TLow), f64x2.add(one, T)), isSteep)
  const linear = f64x2.mul(steep, d)
  const sum = f64x2.add(T, linear)
  const sumLow = f64x2.sub(linear, f64x2.sub(sum, T))
  const slope = f64x2.sub(flat, f64x2.mul(f64x2.mul(steep, T), sum))
  const change = f64x2.add(f64x2.mul(steep, excess), f64x2.mul(t, slope))
  const quotient = f64x2.div(change, f64x2.add(one, f64x2.mul(T, t)))
  return f64x2.add(sum, f64x2.add(f64x2.add(sumLow, TLow), quotient))
}

/** For x of at least 4, or NaN, whose value has no meaning. Uses the pair at `at` for its exponentials. */
function tanhOutside(size: v128, at: usize): v128 {
  const one = v128.load64_splat(LIMITS, 40)
  const two = v128.load64_splat(LIMITS, 48)
  const twenty = v128.load64_splat(LIMITS, 56)
  v128.store(at, f64x2.mul(two, f64x2.pmin(twenty, size)))
  exp(at, 1)
  const value = f64x2.sub(one, f64x2.div(two, f64x2.add(v128.load(at), one)))
  return v128.bitselect(one, value, f64x2.gt(size, twenty))
}
