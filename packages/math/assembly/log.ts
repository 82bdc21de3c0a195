import { LN2_HI, LN2_LO, LOG_TABLE } from './tables/log'

/**
 * The smallest normal number and Infinity; where the series at 1 begins and ends; 2^52 + 1023; 1 and 2. For log1p: -1 and
 * 2^1000; where the series ends; 2^-54.
 */
const LIMITS = memory.data<f64>([
  2.2250738585072014e-308,
  Infinity,
  0.9375,
  1.0625,
  4503599627371519,
  1,
  2,
  -1,
  1.0715086071862673e301,
  0.0625,
  5.551115123125783e-17,
])
/** 2/3, 2/5 ... 2/13 of the series of 2 atanh(s). */
const SERIES = memory.data<f64>([2 / 3, 2 / 5, 2 / 7, 2 / 9, 2 / 11, 2 / 13])
/** The bits of 1, without the mantissa. */
const ONE: i64 = 0x3ff0000000000000

/**
 * Replaces the pairs from `at` on by their natural logarithms, with the bits of src/log.ts. Stops before a pair with a
 * number that is not positive, normal and finite, and returns how many it has done.
 */
export function log(at: usize, pairs: i32): i32 {
  for (let i: i32 = 0; i < pairs; i++) {
    const x = v128.load(at)
    const normal = f64x2.ge(x, v128.load64_splat(LIMITS))
    if (i64x2.bitmask(v128.and(normal, f64x2.lt(x, v128.load64_splat(LIMITS, 8)))) !== 3) return i
    v128.store(at, logarithm(x))
    at += 16
  }
  return pairs
}

/**
 * Replaces the pairs from `at` on by ln(1 + x), with the bits of src/log1p.ts. Stops before a pair with a number that is
 * not between -1 and 2^1000, and returns how many it has done.
 */
export function log1p(at: usize, pairs: i32): i32 {
  const one = v128.load64_splat(LIMITS, 40)
  for (let i: i32 = 0; i < pairs; i++) {
    const x = v128.load(at)
    const inside = v128.and(f64x2.gt(x, v128.load64_splat(LIMITS, 56)), f64x2.lt(x, v128.load64_splat(LIMITS, 64)))
    if (i64x2.bitmask(inside) !== 3) return i
    const size = f64x2.abs(x)
    const near = f64x2.lt(size, v128.load64_splat(LIMITS, 72))
    let value = x
    if (i64x2.bitmask(near) !== 0) {
      value = v128.bitselect(x, logarithmNear(x), f64x2.lt(size, v128.load64_splat(LIMITS, 80)))
    }
    if (i64x2.bitmask(near) !== 3) {
      const sum = f64x2.add(one, x)
      const partOfX = f64x2.sub(sum, one)
      const low = f64x2.add(f64x2.sub(one, f64x2.sub(sum, partOfX)), f64x2.sub(x, partOfX))
      // 2^-k: the exponent's bits, mirrored.
      const scale = i64x2.shl(i64x2.sub(i64x2.splat(2046), i64x2.shr_u(sum, 52)), 52)
      value = v128.bitselect(value, logarithmFar(sum, f64x2.mul(low, scale)), near)
    }
    v128.store(at, value)
    at += 16
  }
  return pairs
}

/** The logarithms of two positive, normal, finite numbers: the operations of src/log.ts in the same order. */
export function logarithm(x: v128): v128 {
  const near = v128.and(f64x2.gt(x, v128.load64_splat(LIMITS, 16)), f64x2.lt(x, v128.load64_splat(LIMITS, 24)))
  const which = i64x2.bitmask(near)
  if (which === 0) return logarithmFar(x, f64x2.splat(0))
  const value = logarithmNear(f64x2.sub(x, v128.load64_splat(LIMITS, 40)))
  return which === 3 ? value : v128.bitselect(value, logarithmFar(x, f64x2.splat(0)), near)
}

/** `logNearOne(f)` of src/log-kernel.ts. */
function logarithmNear(f: v128): v128 {
  const s = f64x2.div(f, f64x2.add(v128.load64_splat(LIMITS, 48), f))
  const z = f64x2.mul(s, s)
  let series = f64x2.mul(z, v128.load64_splat(SERIES, 40))
  series = f64x2.mul(z, f64x2.add(v128.load64_splat(SERIES, 32), series))
  series = f64x2.mul(z, f64x2.add(v128.load64_splat(SERIES, 24), series))
  series = f64x2.mul(z, f64x2.add(v128.load64_splat(SERIES, 16), series))
  series = f64x2.mul(z, f64x2.add(v128.load64_splat(SERIES, 8), series))
  series = f64x2.mul(z, f64x2.add(v128.load64_splat(SERIES), series))
  return f64x2.sub(f, f64x2.mul(s, f64x2.sub(f, series)))
}

/** `logOfSum(x, low, 0)` of src/log-kernel.ts for positive normal x and low 2^-k: K, m and F are made from the bits of x. */
function logarithmFar(x: v128, scaledLow: v128): v128 {
  const one = i64x2.splat(ONE)
  // The exponent's bits as the last ones of 2^52.
  const lifted = v128.or(i64x2.shr_u(x, 52), i64x2.splat(0x4330000000000000))
  const K = f64x2.sub(lifted, v128.load64_splat(LIMITS, 32))
  const m = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), one)
  // To the nearest multiple of 1/64: a carry out of the mantissa makes it 2.
  const F = v128.and(i64x2.add(m, i64x2.splat(0x0000200000000000)), i64x2.splat(0xffffc00000000000))
  const s = f64x2.div(f64x2.add(f64x2.sub(m, F), scaledLow), f64x2.add(m, F))
  const z = f64x2.mul(s, s)
  let series = f64x2.add(v128.load64_splat(SERIES, 8), f64x2.mul(z, v128.load64_splat(SERIES, 16)))
  series = f64x2.add(v128.load64_splat(SERIES), f64x2.mul(z, series))
  series = f64x2.mul(f64x2.mul(s, z), series)
  const first = v128.load(LOG_TABLE + entry(i32x4.extract_lane(F, 1)))
  const second = v128.load(LOG_TABLE + entry(i32x4.extract_lane(F, 3)))
  const tHigh = v128.shuffle<f64>(first, second, 0, 2)
  const tLow = v128.shuffle<f64>(first, second, 1, 3)
  const low = f64x2.add(series, f64x2.add(f64x2.mul(K, v128.load64_splat(LN2_LO)), tLow))
  const high = f64x2.add(f64x2.mul(K, v128.load64_splat(LN2_HI)), tHigh)
  return f64x2.add(high, f64x2.add(f64x2.add(s, s), low))
}

/** Where the entry of F = 1 + j/64 lies, 16 j, from the high word of F. */
function entry(high: i32): usize {
  return <usize>((high - 0x3ff00000) >> 10)
}
