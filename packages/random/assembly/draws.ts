import { logarithm } from '../../math/assembly/log'
import { sineOfTurned } from '../../math/assembly/sine'

/** 2^52; 2^26; 1; 2^-53; -2; 2 pi: of src/variates.ts. */
const CONSTANTS = memory.data<f64>([4503599627370496, 67108864, 1, 1.1102230246251565e-16, -2, 6.283185307179586])

/** The multipliers M0 and M1 of Philox, for words 0 and 2 of two blocks. */
const MULTIPLIERS = memory.data<u32>([0xd2511f53, 0xd2511f53, 0xcd9e8d57, 0xcd9e8d57], 16)

/** What is added to the keys k0 and k1 between rounds. */
const WEYL = memory.data<u32>([0x9e3779b9, 0x9e3779b9, 0xbb67ae85, 0xbb67ae85], 16)

/**
 * Draws numbers `first` to `end` - 1 of each row into the f64 from `into` on, two at a time: number d of a row is made of
 * the Philox block at counter (d, c, b, a), where the row's u32 b and c lie at b + 4 row and c + 4 row. `into` has room
 * for one number more when their count is odd.
 *
 * kind: 0 for uniform numbers, 1 for normal ones. Returns 0, or not 0 if there may be normal numbers that were not
 * found; they are NaN.
 */
export function draw(
  kind: i32,
  key0: i32,
  key1: i32,
  a: i32,
  b: usize,
  c: usize,
  rows: i32,
  first: i32,
  end: i32,
  into: usize,
): i32 {
  const key = i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(key0), 2, key1), 3, key1)
  const last = rows - 1
  let row: i32 = 0
  let d = first
  let missing: i32 = 0
  for (let left = rows * (end - first); left > 0; left -= 2) {
    // The counters of the blocks A and B: words 0 and 2, [dA, dB, bA, bB], and words 1 and 3, [cA, cB, aA, aB].
    const offset = (<usize>row) << 2
    let even = i32x4.replace_lane(v128.load32_splat(b + offset), 0, d)
    let odd = i32x4.replace_lane(v128.load32_splat(c + offset), 2, a)
    if (++d === end) {
      d = first
      // After the last number of an odd count comes one that nobody reads.
      if (row < last) row++
    }
    const offsetB = (<usize>row) << 2
    even = v128.load_lane<i32>(b + offsetB, i32x4.replace_lane(even, 1, d), 3)
    odd = v128.load_lane<i32>(c + offsetB, i32x4.replace_lane(odd, 3, a), 1)
    if (++d === end) {
      d = first
      if (row < last) row++
    }
    const multipliers = v128.load(MULTIPLIERS)
    const weyl = v128.load(WEYL)
    let k = key
    for (let round: i32 = 0; round < 10; round++) {
      // The 64-bit products of word 0 by M0 for A and B, and of word 2 by M1.
      const product0 = i64x2.extmul_low_i32x4_u(even, multipliers)
      const product2 = i64x2.extmul_high_i32x4_u(even, multipliers)
      const high = v128.shuffle<i32>(product2, product0, 1, 3, 5, 7)
      even = v128.xor(v128.xor(high, odd), k)
      odd = v128.shuffle<i32>(product2, product0, 0, 2, 4, 6)
      k = i32x4.add(k, weyl)
    }
    const u = bits53(i64x2.extend_low_i32x4_u(even), i64x2.extend_low_i32x4_u(odd))
    if (kind === 0) {
      v128.store(into, f64x2.mul(u, v128.load64_splat(CONSTANTS, 24)))
    } else {
      const v = bits53(i64x2.extend_high_i32x4_u(even), i64x2.extend_high_i32x4_u(odd))
      const value = normal(u, v)
      missing += 2 - i32.popcnt(i64x2.bitmask(f64x2.eq(value, value)))
      v128.store(into, value)
    }
    into += 16
  }
  return missing
}

/** `bits53` of src/variates.ts for words in the low halves of 64 bits. */
function bits53(high: v128, low: v128): v128 {
  const unit = v128.load64_splat(CONSTANTS)
  // A whole number below 2^52 as the last bits of 2^52.
  const upper = f64x2.sub(v128.or(i64x2.shr_u(high, 5), unit), unit)
  const lower = f64x2.sub(v128.or(i64x2.shr_u(low, 6), unit), unit)
  return f64x2.add(f64x2.mul(upper, v128.load64_splat(CONSTANTS, 8)), lower)
}

/** `normalOf` of src/variates.ts; NaN where the cosine needs more digits, about once in a million. */
function normal(bits: v128, turns: v128): v128 {
  const unit = v128.load64_splat(CONSTANTS, 24)
  const u = f64x2.mul(f64x2.add(bits, v128.load64_splat(CONSTANTS, 16)), unit)
  const v = f64x2.mul(turns, unit)
  const radius = f64x2.sqrt(f64x2.mul(v128.load64_splat(CONSTANTS, 32), logarithm(u)))
  return f64x2.mul(radius, sineOfTurned(f64x2.mul(v128.load64_splat(CONSTANTS, 40), v), i64x2.splat(1)))
}
