// The multipliers of the two halves of a round, and the Weyl increments of the key (Salmon et al. 2011, section 3.3 and
// table 2: M and W for N = 4, W = 32).
const M0 = 0xd2511f53
const M1 = 0xcd9e8d57
const W0 = 0x9e3779b9
const W1 = 0xbb67ae85
const ROUNDS = 10

/**
 * Philox 4x32-10: a keyed bijection of 128-bit blocks whose values, taken at successive counters, pass as random.
 *
 * Writes the block at counter (c0, c1, c2, c3) under key (k0, k1) into the first four entries of `into`. The counter
 * and the key are 32-bit words (anything else is taken modulo 2^32, as `>>> 0` does); nothing is allocated.
 *
 * Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC'11. Its published
 * known answers are among the tests.
 */
export function philox4x32(
  into: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void {
  c0 |= 0
  c1 |= 0
  c2 |= 0
  c3 |= 0
  k0 |= 0
  k1 |= 0
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(c0, M0)
    const high1 = multiplyHigh(c2, M1)
    const low0 = Math.imul(c0, M0)
    const low1 = Math.imul(c2, M1)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + W0) | 0
    k1 = (k1 + W1) | 0
  }
  into[0] = c0
  into[1] = c1
  into[2] = c2
  into[3] = c3
}

/**
 * The high 32 bits, as a signed word, of the 64-bit product of two unsigned 32-bit words.
 *
 * JavaScript has no such product, so it is made of halves of 16 bits; every sum below stays under 2^32.
 */
export function multiplyHigh(x: number, y: number): number {
  const xLow = x & 0xffff
  const xHigh = x >>> 16
  const yLow = y & 0xffff
  const yHigh = y >>> 16
  const middle = (Math.imul(xHigh, yLow) + (Math.imul(xLow, yLow) >>> 16)) | 0
  const cross = (Math.imul(xLow, yHigh) + (middle & 0xffff)) | 0
  return (Math.imul(xHigh, yHigh) + (middle >>> 16) + (cross >>> 16)) | 0
}
