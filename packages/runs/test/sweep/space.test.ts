import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawPoint, type SpaceRange } from '../../src/index.ts'

const range = fc
  .record({
    name: fc.constantFrom('update.maxKl', 'estimator.gaeLambda'),
    scale: fc.constantFrom('linear' as const, 'log' as const),
    whole: fc.boolean(),
    low: fc.integer({ min: 1, max: 50 }),
    span: fc.integer({ min: 1, max: 200 }),
    part: fc.constantFrom(1, 0.01),
  })
  .map(
    ({ name, scale, whole, low, span, part }): SpaceRange =>
      whole
        ? { name, scale, whole, low, high: low + span }
        : { name, scale, whole, low: low * part, high: (low + span) * part },
  )

const valuesOf = (axis: SpaceRange, count: number) =>
  Array.from({ length: count }, (_, candidate) => Number(drawPoint([axis], 1, candidate)[0][1]))

test('values lie in their range, and are whole where they are to be', () => {
  fc.assert(
    fc.property(range, (axis) => {
      for (const value of valuesOf(axis, 20)) {
        expect(value).toBeGreaterThanOrEqual(axis.low)
        expect(value).toBeLessThanOrEqual(axis.high)
        if (axis.whole) expect(Number.isInteger(value)).toBe(true)
      }
    }),
  )
})

test.each([
  ['linear', 0.5],
  ['log', 0.01],
] as const)('on a %s scale half of the values lie below the middle', (scale, middle) => {
  const values = valuesOf({ name: 'x', scale, whole: false, low: 0.0001, high: 1 }, 4000)
  const below = values.filter((value) => value < middle).length
  // Four standard deviations of a fair coin.
  expect(Math.abs(below - 2000)).toBeLessThan(4 * Math.sqrt(1000))
})

test('every whole number of a range is drawn, its ends like the others', () => {
  const values = valuesOf({ name: 'x', scale: 'linear', whole: true, low: 3, high: 6 }, 4000)
  for (const one of [3, 4, 5, 6]) {
    const count = values.filter((value) => value === one).length
    expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(750))
  }
})

test('a value depends on the seed, the candidate and the name of the setting alone', () => {
  const maxKl: SpaceRange = { name: 'update.maxKl', scale: 'log', whole: false, low: 0.001, high: 0.1 }
  const lambda = { name: 'estimator.gaeLambda', values: ['0.9', '0.95', '0.97'] }
  const both = [0, 1, 2, 3].map((candidate) => drawPoint([lambda, maxKl], 1, candidate))
  expect(both.map((point) => point[1])).toEqual([0, 1, 2, 3].map((candidate) => drawPoint([maxKl], 1, candidate)[0]))
  expect(both).not.toEqual([0, 1, 2, 3].map((candidate) => drawPoint([lambda, maxKl], 2, candidate)))
  // The same command has these candidates for ever.
  expect(both.map((point) => point.map(([, value]) => value))).toEqual(PINNED)
})

const PINNED = [
  ['0.95', '0.06507'],
  ['0.9', '0.002174'],
  ['0.97', '0.04476'],
  ['0.9', '0.07466'],
]
