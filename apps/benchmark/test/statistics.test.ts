import fc from 'fast-check'
import { expect, test } from 'vitest'
import { efficiencies, spreadOf, timesAsFast } from '../src/measure/statistics.ts'

const samples = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 })

test.each([
  [[3], { median: 3, min: 3, max: 3 }],
  [[5, 1, 3], { median: 3, min: 1, max: 5 }],
  [[4, 1, 3, 2], { median: 2.5, min: 1, max: 4 }],
])('the spread of %j', (values, spread) => {
  expect(spreadOf(values)).toEqual(spread)
})

test('half of the samples are on either side of the median, in whatever order they came', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const { median, min, max } = spreadOf(values)
      expect(values.filter((value) => value <= median).length * 2).toBeGreaterThanOrEqual(values.length)
      expect(values.filter((value) => value >= median).length * 2).toBeGreaterThanOrEqual(values.length)
      expect([min, max]).toEqual([Math.min(...values), Math.max(...values)])
      expect(spreadOf(values.toReversed())).toEqual({ median, min, max })
    }),
  )
})

test('no samples and samples that are no numbers are refused', () => {
  expect(() => spreadOf([])).toThrow('there are no samples')
  expect(() => spreadOf([1, Number.NaN])).toThrow('a sample is NaN')
})

test('less time and more steps a second are both faster', () => {
  expect(timesAsFast([2, 4], [4, 4], 's')).toEqual([2, 1])
  expect(timesAsFast([2, 4], [4, 4], 'steps/s')).toEqual([0.5, 1])
})

test('a slow spell that both go through leaves their ratio alone', () => {
  expect(spreadOf(timesAsFast([1, 3, 1], [2, 6, 2], 's'))).toEqual({ median: 2, min: 2, max: 2 })
})

test('samples that cannot be paired are refused', () => {
  expect(() => timesAsFast([1], [1, 2], 's')).toThrow('1 samples cannot be paired with 2')
})

test('an efficiency is a gain over what could be gained, repeat by repeat', () => {
  expect(efficiencies([1.8, 1.5], [2, 1.5])).toEqual([0.9, 1])
  expect(() => efficiencies([1], [1, 2])).toThrow('1 gains cannot be paired with 2 bounds')
})
