import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inDigits, multiples, niceStep, tenth } from '../src/svg/numbers.ts'

test.each([
  [0.3, 0.5],
  [1, 1],
  [1.1, 2],
  [2.5, 5],
  [7, 10],
  [0.02, 0.02],
  [430, 500],
])('a step of at least %f is %f', (least, step) => {
  expect(niceStep(least)).toBeCloseTo(step, 12)
})

test('a nice step is at least what is asked for, and at most 2.5 times that', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (least) => {
      const step = niceStep(least)
      expect(step).toBeGreaterThanOrEqual(least)
      expect(step).toBeLessThanOrEqual(2.5 * least * (1 + 1e-9))
    }),
  )
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('no step for %f', (least) => {
  expect(() => niceStep(least)).toThrow(RangeError)
})

test('multiples, digits and tenths', () => {
  expect(multiples(0.5, -0.6, 1)).toEqual([-0.5, 0, 0.5, 1])
  expect(multiples(1, 0.2, 0.8)).toEqual([])
  expect([inDigits(1.5, 0.5), inDigits(2, 1), inDigits(-0.0001, 0.1), inDigits(0.25, 0.05)]).toEqual([
    '1.5',
    '2',
    '0.0',
    '0.25',
  ])
  expect([tenth(-0.01), tenth(1.26), tenth(-3)]).toEqual(['0', '1.3', '-3'])
})
