import { ROUNDER } from './tables/rounder'
import {
  C0,
  C1,
  C2,
  C3,
  C4,
  C5,
  HALF_PI_1,
  HALF_PI_2,
  HALF_PI_3,
  S0,
  S1,
  S2,
  S3,
  S4,
  S5,
  TWO_OVER_PI,
} from './tables/sine'

/** The largest |x|; how close to a multiple of pi / 2; below which |x| its sine is x; 1 and 1/2. */
const LIMITS = memory.data<f64>([1000000, 9.5367431640625e-7, 7.450580596923828e-9, 1, 0.5])

/**
 * Replaces the pairs from `at` on by their sines (turns = 0) or cosines (turns = 1), with the bits of src/sin.ts and
 * src/cos.ts. Stops before a pair whose reduction needs more digits, or that is not finite, and returns how many it has
 * done.
 */
export function sine(at: usize, pairs: i32, turns: i32): i32 {
  const quarters = i64x2.splat(turns)
  // Only the sine keeps tiny numbers.
  const tiny = turns === 0 ? v128.load64_splat(LIMITS, 16) : f64x2.splat(0)
  for (let i: i32 = 0; i < pairs; i++) {
    const x = v128.load(at)
    const value = sineOfTurned(x, quarters)
    if (i64x2.bitmask(f64x2.eq(value, value)) !== 3) return i
    v128.store(at, v128.bitselect(x, value, f64x2.lt(f64x2.abs(x), tiny)))
    at += 16
  }
  return pairs
}

/** `sineOfTurned(x, turns)` of src/quarter-turn.ts; NaN where its fast reduction is not enough. */
export function sineOfTurned(x: v128, turns: v128): v128 {
  const rounder = v128.load64_splat(ROUNDER)
  // Its low bits are n in two's complement.
  const shifted = f64x2.add(f64x2.mul(x, v128.load64_splat(TWO_OVER_PI)), rounder)
  const n = f64x2.sub(shifted, rounder)
  const first = f64x2.sub(x, f64x2.mul(n, v128.load64_splat(HALF_PI_1)))
  const w = f64x2.mul(n, v128.load64_splat(HALF_PI_2))
  const second = f64x2.sub(first, w)
  const partOfB = f64x2.sub(second, first)
  const secondLow = f64x2.sub(f64x2.sub(first, f64x2.sub(second, partOfB)), f64x2.add(w, partOfB))
  const third = f64x2.mul(n, v128.load64_splat(HALF_PI_3))
  const r = f64x2.sub(second, third)
  const apart = v128.or(f64x2.eq(n, f64x2.splat(0)), f64x2.gt(f64x2.abs(r), v128.load64_splat(LIMITS, 8)))
  const enough = v128.and(apart, f64x2.le(f64x2.abs(x), v128.load64_splat(LIMITS)))
  const low = f64x2.add(f64x2.sub(f64x2.sub(second, r), third), secondLow)

  const z = f64x2.mul(r, r)
  const zz = f64x2.mul(z, z)
  const half = f64x2.mul(v128.load64_splat(LIMITS, 32), z)
  const sum = f64x2.sub(v128.load64_splat(LIMITS, 24), half)

  let series = f64x2.add(v128.load64_splat(S4), f64x2.mul(z, v128.load64_splat(S5)))
  let upper = f64x2.add(v128.load64_splat(S2), f64x2.mul(z, v128.load64_splat(S3)))
  let upmost = f64x2.add(v128.load64_splat(S0), f64x2.mul(z, v128.load64_splat(S1)))
  series = f64x2.add(upmost, f64x2.mul(zz, f64x2.add(upper, f64x2.mul(zz, series))))
  const sineOfR = f64x2.add(r, f64x2.add(f64x2.mul(f64x2.mul(r, z), series), f64x2.mul(low, sum)))

  series = f64x2.add(v128.load64_splat(C4), f64x2.mul(z, v128.load64_splat(C5)))
  upper = f64x2.add(v128.load64_splat(C2), f64x2.mul(z, v128.load64_splat(C3)))
  upmost = f64x2.add(v128.load64_splat(C0), f64x2.mul(z, v128.load64_splat(C1)))
  series = f64x2.add(upmost, f64x2.mul(zz, f64x2.add(upper, f64x2.mul(zz, series))))
  const error = f64x2.sub(f64x2.sub(v128.load64_splat(LIMITS, 24), sum), half)
  const cosineOfR = f64x2.add(sum, f64x2.add(error, f64x2.sub(f64x2.mul(zz, series), f64x2.mul(r, low))))

  const quarters = i64x2.add(shifted, turns)
  const one = i64x2.splat(1)
  const odd = i64x2.eq(v128.and(quarters, one), one)
  const negative = v128.and(i64x2.shl(quarters, 62), i64x2.splat(i64.MIN_VALUE))
  const value = v128.xor(v128.bitselect(cosineOfR, sineOfR, odd), negative)
  return v128.or(value, v128.not(enough))
}
