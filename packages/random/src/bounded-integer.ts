import { multiplyHigh, philox4x32 } from './philox.ts'

const WORDS = 4294967296

/** Throws a RangeError unless n is an integer in [1, 2^32]. */
export function checkBound(n: number): void {
  if (!(Number.isInteger(n) && n >= 1 && n <= WORDS)) {
    throw new RangeError(`integer(n) was given n = ${n}; expected an integer from 1 to 2^32`)
  }
}

/**
 * A whole number in [0, n), each equally likely, from a block; n is an integer in [1, 2^32].
 *
 * The words w of the block are tried in order: floor(w n / 2^32), unless w n mod 2^32 < 2^32 mod n, which would favour
 * some values. When all four are rejected (for n < 2^16 once in 2^64 draws, at worst once in 16), the block serves as
 * the counter of the next Philox block under the same key, and so on. The result depends only on the first block and
 * the key, so a draw uses one counter whatever happens.
 *
 * Source: Lemire (2019), Fast random integer generation in an interval, ACM TOMACS 29(1).
 */
export function integerOf(block: Uint32Array, n: number, key0: number, key1: number): number {
  if (n === WORDS) return block[0]
  for (;;) {
    for (let i = 0; i < 4; i++) {
      const word = block[i]
      const low = Math.imul(word, n) >>> 0
      // 2^32 mod n is below n, so the division is rarely needed.
      if (low >= n || low >= WORDS % n) return multiplyHigh(word, n) >>> 0
    }
    philox4x32(block, block[0], block[1], block[2], block[3], key0, key1)
  }
}
