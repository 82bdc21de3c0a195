import { cos, log } from '@trpo/math'

/** 2^26. */
const HIGH_UNIT = 67108864
/** 2^-53. */
const UNIT = 1.1102230246251565e-16
const TWO_PI = 6.283185307179586

/** The 53-bit whole number made of the top 27 bits of one word and the top 26 of another. */
function bits53(high: number, low: number): number {
  return (high >>> 5) * HIGH_UNIT + (low >>> 6)
}

/** A multiple of 2^-53 in [0, 1), each equally likely, from the first two words of a block. */
export function uniformOf(block: Uint32Array): number {
  return bits53(block[0], block[1]) * UNIT
}

/**
 * A standard normal number from the four words of a block: sqrt(-2 ln u) cos(2 pi v).
 *
 * u, from the first two words, is a multiple of 2^-53 in (0, 1], so the logarithm is finite and the largest size is
 * 8.57; v, from the other two, is one in [0, 1). The method gives a pair of numbers, of which the one with the sine is
 * not used: it matters more here that a draw needs no memory of the previous one.
 *
 * Source: Box and Muller (1958), A note on the generation of random normal deviates, Ann. Math. Statist. 29(2).
 */
export function normalOf(block: Uint32Array): number {
  const u = (bits53(block[0], block[1]) + 1) * UNIT
  const v = bits53(block[2], block[3]) * UNIT
  return Math.sqrt(-2 * log(u)) * cos(TWO_PI * v)
}
