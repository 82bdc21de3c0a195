import { philox4x32 } from './philox.ts'

const FNV_OFFSET = 0xcbf29ce484222325n
const FNV_PRIME = 0x100000001b3n
const WORD = 0xffffffffn

/**
 * The Philox key of the stream for (seed, purpose).
 *
 * h is the 64-bit FNV-1a hash of the purpose; (key0, key1) are the first two words of the Philox 4x32-10 block at
 * counter (seed mod 2^32, floor(seed / 2^32), h mod 2^32, floor(h / 2^32)) under key (0, 0). Streams of different seeds
 * or purposes are therefore as unrelated as any two blocks. A change of this function changes every result of every
 * seed.
 *
 * Throws a RangeError unless the seed is a whole number from 0 to 2^53 - 1.
 */
export function streamKey(seed: number, purpose: string): readonly [number, number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`the seed is ${seed}; expected a whole number from 0 to 2^53 - 1`)
  }
  const hash = fnv1a(purpose)
  const block = new Uint32Array(4)
  philox4x32(block, seed % 4294967296, Math.floor(seed / 4294967296), Number(hash & WORD), Number(hash >> 32n), 0, 0)
  return [block[0], block[1]]
}

/**
 * The 64-bit FNV-1a hash of a string, with one step for each UTF-16 code unit. For ASCII it is the published hash of
 * the bytes.
 *
 * Source: Fowler, Noll and Vo, FNV hash (RFC 9923).
 */
export function fnv1a(text: string): bigint {
  let hash = FNV_OFFSET
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * FNV_PRIME)
  }
  return hash
}
