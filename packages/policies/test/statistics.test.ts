import { emptyStatistics, mergeStatistics, type ObservationStatistics, statisticsOf } from '@trpo/policies'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const value = fc.double({ min: -1e3, max: 1e3, noNaN: true })
const batch = (size: number) =>
  fc.array(fc.array(value, { minLength: size, maxLength: size }), { maxLength: 12 }).map((rows) => ({
    rows: rows.length,
    size,
    observations: Float64Array.from(rows.flat()),
  }))

function expectClose(a: ObservationStatistics, b: ObservationStatistics): void {
  expect(a.count).toBe(b.count)
  for (let j = 0; j < a.mean.length; j++) {
    expect(Math.abs(a.mean[j] - b.mean[j])).toBeLessThan(1e-10)
    expect(Math.abs(a.m2[j] - b.m2[j])).toBeLessThan(1e-6)
  }
}

test('mean and squared deviations of a batch, worked by hand', () => {
  const { count, mean, m2 } = statisticsOf(3, Float64Array.of(1, 10, 2, 10, 6, 10))
  expect(count).toBe(3)
  expect([...mean]).toEqual([3, 10])
  expect([...m2]).toEqual([4 + 1 + 9, 0])
})

test('a large mean does not cancel the spread', () => {
  const { m2 } = statisticsOf(3, Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3))
  expect([...m2]).toEqual([2])
  const first = statisticsOf(2, Float64Array.of(1e9 + 1, 1e9 + 2))
  expect(mergeStatistics(first, statisticsOf(1, Float64Array.of(1e9 + 3))).m2[0]).toBeCloseTo(2, 6)
})

test('merging the statistics of two batches gives those of both together', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }).chain((size) => fc.tuple(batch(size), batch(size))),
      ([a, b]) => {
        const both = Float64Array.from([...a.observations, ...b.observations])
        const merged = mergeStatistics(
          statisticsOf(a.rows, a.observations, a.size),
          statisticsOf(b.rows, b.observations, b.size),
        )
        expectClose(merged, statisticsOf(a.rows + b.rows, both, a.size))
      },
    ),
  )
})

test('a merge with nothing changes no bit, and no argument is changed', () => {
  fc.assert(
    fc.property(batch(2), batch(2), (a, b) => {
      const [left, right] = [statisticsOf(a.rows, a.observations, 2), statisticsOf(b.rows, b.observations, 2)]
      const copy = structuredClone(left)
      expect(mergeStatistics(left, emptyStatistics(2))).toEqual(left)
      expect(mergeStatistics(emptyStatistics(2), left)).toEqual(left)
      const merged = mergeStatistics(left, right)
      expect(left).toEqual(copy)
      expect(merged.mean).not.toBe(left.mean)
    }),
  )
})

test('f32 observations are summed in f64', () => {
  expect(statisticsOf(2, Float32Array.of(0.1, 0.1)).mean[0]).toBe(Math.fround(0.1))
})

test('bytes are the numbers that they are', () => {
  expect(statisticsOf(2, Uint8Array.of(1, 200, 255, 200))).toEqual(statisticsOf(2, Float64Array.of(1, 200, 255, 200)))
})

test.each([
  [() => emptyStatistics(0), 'size is 0'],
  [() => statisticsOf(2, new Float64Array(3)), 'length 3'],
  [() => statisticsOf(0, new Float64Array(0)), 'length 0'],
  [() => statisticsOf(-1, new Float64Array(0), 1), 'rows is -1'],
  [() => statisticsOf(2, new Float64Array(3), 2), 'length 3: no whole rows for 2 rows of 2'],
  [() => statisticsOf(2, Float64Array.of(0, 0, 0, Number.NaN)), 'observation row 1, component 1 is NaN'],
  [() => mergeStatistics(emptyStatistics(2), emptyStatistics(3)), '2 components cannot be merged with those of 3'],
])('%s', (use, message) => {
  expect(use).toThrow(message)
})
