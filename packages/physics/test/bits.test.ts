import { expect, test } from 'vitest'
import { bitsOf } from './bits.ts'

/**
 * Hashes that every engine must give: those of Node 20 and 26, with V8's first and second compiler. A change of the
 * arithmetic changes them, and all results with them.
 */
const expected = {
  swimmer: ['9c209ec4', '4549e294'],
  hopper: ['9853adc2', '7b8e9be7'],
  walker2d: ['a143535b', '6e038ad6'],
  half_cheetah: ['2866b743', '8559bfef'],
  inverted_pendulum: ['c4e9f748', 'd6f119ea'],
  inverted_double_pendulum: ['61a55316', 'a6d9ad12'],
  reacher: ['09ade9f3', 'eb0daaa1'],
  crawler: ['2dd550c7', 'c51bebda'],
  logs: ['cd148524', 'ad05152f'],
} as const

test.each(Object.entries(expected))('%s has the bits that it has everywhere', (name, [double, single]) => {
  expect(bitsOf(name, 'f64x2')).toBe(double)
  expect(bitsOf(name, 'f32x4')).toBe(single)
})
