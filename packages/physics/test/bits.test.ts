import { expect, test } from 'vitest'
import { digests } from './digest.ts'

/**
 * Digests in double and in single precision that every engine must give: a change of the arithmetic changes them, and all
 * results with them. The slow tests ask other engines.
 */
const expected = {
  swimmer: ['b9903de0', 'fe5a9b30'],
  hopper: ['0d4d5c23', '019fc9e7'],
  walker2d: ['2b32b775', 'da71b6d0'],
  half_cheetah: ['46603e58', '854dcec7'],
  inverted_pendulum: ['8b8dbe7d', '944db791'],
  inverted_double_pendulum: ['99b7a971', 'a3f9bfd2'],
  reacher: ['c3059c98', 'd3b23b79'],
  crawler: ['27328eab', '2d90a676'],
  logs: ['6e7e21e1', 'b45a8f37'],
} as const

const found = digests()

test.each(Object.entries(expected))('%s has the bits that it has everywhere', (name, [double, single]) => {
  expect(found[`${name} f64`]).toBe(double)
  expect(found[`${name} f64x2`]).toBe(double)
  expect(found[`${name} f32x4`]).toBe(single)
})

test('no model is left out', () => {
  expect(Object.keys(found)).toHaveLength(3 * Object.keys(expected).length)
})
