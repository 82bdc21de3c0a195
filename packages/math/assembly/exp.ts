import { EXP_TABLE, STEP_HI, STEP_LO, STEPS_PER_UNIT } from './tables/exp'
import { ROUNDER } from './tables/rounder'

/** The largest |x|, then Taylor's coefficients 1/2, 1/6, 1/24, 1/120, 1/720. */
const CONSTANTS = memory.data<f64>([708, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720])

/**
 * Replaces the pairs from `at` on by their exponentials, with the bits of src/exp.ts: the same operations in the same
 * order. Stops before a pair that is not within +-708, and returns how many it has done.
 */
export function exp(at: usize, pairs: i32): i32 {
  for (let i: i32 = 0; i < pairs; i++) {
    const x = v128.load(at)
    if (i64x2.bitmask(f64x2.le(f64x2.abs(x), v128.load64_splat(CONSTANTS))) !== 3) return i
    v128.store(at, exponential(x))
    at += 16
  }
  return pairs
}

function exponential(x: v128): v128 {
  const rounder = v128.load64_splat(ROUNDER)
  // Its low bits are n in two's complement.
  const shifted = f64x2.add(f64x2.mul(x, v128.load64_splat(STEPS_PER_UNIT)), rounder)
  const n = f64x2.sub(shifted, rounder)
  const high = f64x2.sub(x, f64x2.mul(n, v128.load64_splat(STEP_HI)))
  const r = f64x2.sub(high, f64x2.mul(n, v128.load64_splat(STEP_LO)))
  const z = f64x2.mul(r, r)
  const c4 = f64x2.add(v128.load64_splat(CONSTANTS, 24), f64x2.mul(r, v128.load64_splat(CONSTANTS, 32)))
  const c2 = f64x2.add(v128.load64_splat(CONSTANTS, 8), f64x2.mul(r, v128.load64_splat(CONSTANTS, 16)))
  const series = f64x2.add(c4, f64x2.mul(z, v128.load64_splat(CONSTANTS, 40)))
  const p = f64x2.add(r, f64x2.mul(z, f64x2.add(c2, f64x2.mul(z, series))))
  const first = v128.load(EXP_TABLE + ((<usize>i32x4.extract_lane(shifted, 0) & 31) << 4))
  const second = v128.load(EXP_TABLE + ((<usize>i32x4.extract_lane(shifted, 2) & 31) << 4))
  const t = v128.shuffle<f64>(first, second, 0, 2)
  const tLow = v128.shuffle<f64>(first, second, 1, 3)
  const significand = f64x2.add(t, f64x2.add(tLow, f64x2.mul(t, p)))
  // 2^k with k = n >> 5: k + 1023 moved to the exponent's bits.
  const biased = i64x2.shr_u(i64x2.add(shifted, i64x2.splat(1023 << 5)), 5)
  return f64x2.mul(significand, i64x2.shl(biased, 52))
}
