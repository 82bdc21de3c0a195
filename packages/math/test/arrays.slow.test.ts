import { describe, expect, it } from 'vitest'
import { ARRAY_FUNCTIONS, firstDifference } from './array-functions.ts'

const COUNT = 2 ** 16
const ROUNDS = 4

/** 32-bit words that fill the space evenly: the finaliser of MurmurHash3 (Appleby) of a counter. */
function words(first: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => {
    let h = (first + i) | 0
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return (h ^ (h >>> 16)) >>> 0
  })
}

/** Numbers between min and max, evenly. */
const between = (min: number, max: number) => (round: number) =>
  Float64Array.from(words(round * COUNT, COUNT), (word) => min + (max - min) * (word / 2 ** 32))

const SWEEPS: Readonly<Record<string, (round: number) => Float64Array>> = {
  'all bit patterns': (round) => new Float64Array(words(2 * round * COUNT, 2 * COUNT).buffer),
  'ordinary numbers': between(-25, 25),
  'around 1': between(0.9, 1.1),
  'up to the ends of exp': between(-760, 760),
  'large angles': between(-1_100_000, 1_100_000),
  'exponents around 0': (round) =>
    Float64Array.from(words(round * COUNT, COUNT), (word) => (word & 1 ? 1 : -1) * 2 ** ((word >>> 1) / 2 ** 24 - 64)),
}

describe.each(ARRAY_FUNCTIONS)('%s has the bits of the scalar function', (_, array, scalar) => {
  it.each(Object.entries(SWEEPS))('over %s', (_sweep, numbers) => {
    const into = new Float64Array(COUNT)
    for (let round = 0; round < ROUNDS; round++) {
      const x = numbers(round)
      array(x, into)
      expect(firstDifference(x, into, scalar)).toBeUndefined()
    }
  })
})
