import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { philox4x32 } from '../src/index.ts'
import { multiplyHigh } from '../src/philox.ts'

const words = (text: string) => text.split(' ').map((word) => Number.parseInt(word, 16))

describe('philox4x32', () => {
  // The lines `philox4x32 10` of kat_vectors, Random123 1.14.
  it.each([
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ])('counter %s, key %s gives the published answer', (counter, key, answer) => {
    const block = new Uint32Array(4)
    const [c0, c1, c2, c3] = words(counter)
    const [k0, k1] = words(key)
    philox4x32(block, c0, c1, c2, c3, k0, k1)
    expect([...block]).toEqual(words(answer))
  })
})

describe('multiplyHigh', () => {
  it('is the high word of the product', () => {
    const word = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffffffff))
    fc.assert(
      fc.property(word, word, (x, y) => {
        expect(multiplyHigh(x, y) >>> 0).toBe(Number((BigInt(x) * BigInt(y)) >> 32n))
      }),
    )
  })
})
