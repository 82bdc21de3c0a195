import { expect, test } from 'vitest'
import { interquartileMean } from '../../src/studies/interquartile-mean.ts'

test('a quarter of the values, rounded down, is left out at each end', () => {
  const { value, low, high } = interquartileMean([1000, 2, 3, 4, 5, 6, 7, 8, -1000, 9])
  expect(value).toBe(5.5)
  expect(low).toBeLessThan(5.5)
  expect(high).toBeGreaterThan(5.5)
  expect(interquartileMean([1, 2, 6]).value).toBe(3)
})

test('equal values have no spread', () => {
  expect(interquartileMean([7, 7, 7])).toEqual({ value: 7, low: 7, high: 7 })
})
