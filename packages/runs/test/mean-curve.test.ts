import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bootstrapInterval, CURVE_AXES, meanCurve, type PlacedReturn, placedReturns } from '../src/index.ts'
import { record } from './records.ts'

const points = (...known: readonly (readonly [x: number, meanReturn: number | null])[]): PlacedReturn[] =>
  known.map(([x, meanReturn]) => ({ x, meanReturn }))

const run = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.option(fc.double({ min: -1e3, max: 1e3, noNaN: true }))), {
    minLength: 1,
    maxLength: 6,
  })
  .map((steps) => {
    let total = 0
    return steps.flatMap(([more, value]) => {
      total += more
      return points([total, value])
    })
  })

test('runs whose iterations differ in length are averaged at equal steps', () => {
  const curve = meanCurve([points([100, 0], [300, 2]), points([200, 10], [400, 30])])
  // At 200 the first has 1, at 300 the second 20.
  expect(curve.map(({ x, mean }) => [x, mean])).toEqual([
    [200, (1 + 10) / 2],
    [300, (2 + 20) / 2],
  ])
})

test('a return that is not known is interpolated, and nothing is said outside of what all runs know', () => {
  const curve = meanCurve([points([10, null], [20, 1], [30, null], [40, 3], [50, null])])
  expect(curve).toEqual([
    { x: 20, mean: 1, low: 1, high: 1 },
    { x: 40, mean: 3, low: 3, high: 3 },
  ])
  expect(meanCurve([points([10, 1]), points([20, 1])])).toEqual([])
  expect(meanCurve([points([10, 1]), points([10, null])])).toEqual([])
  expect(meanCurve([])).toEqual([])
})

test('the order of the runs does not matter, and the mean lies among them and in its interval', () => {
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 4 }), (runs) => {
      const curve = meanCurve(runs)
      expect(meanCurve(runs.toReversed())).toEqual(curve)
      const all = runs.flatMap((one) => one.flatMap(({ meanReturn }) => meanReturn ?? []))
      for (const { mean, low, high } of curve) {
        expect(mean).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9)
        expect(mean).toBeLessThanOrEqual(Math.max(...all) + 1e-9)
        expect(low <= mean && mean <= high).toBe(true)
      }
    }),
    { numRuns: 30 },
  )
})

test('many iterations become at most 200 points, the first and the last among them', () => {
  const curve = meanCurve([points(...Array.from({ length: 999 }, (_, i) => [7 * (i + 1), i] as const))])
  expect(curve).toHaveLength(200)
  expect([curve[0].x, curve[199].x]).toEqual([7, 7 * 999])
})

test('an interval holds the true mean about as often as it says', () => {
  const random = randomStream(1, 'values')
  const sets = Array.from({ length: 200 }, () => Array.from({ length: 12 }, () => random.uniform()))
  const hits = sets.filter((values) => {
    const found = bootstrapInterval(values, { resamples: 400 })
    return found !== null && found.low <= 0.5 && 0.5 <= found.high
  })
  // Of 12 values a percentile interval of 95% holds it somewhat less often.
  expect(hits.length / sets.length).toBeGreaterThan(0.86)
  expect(hits.length / sets.length).toBeLessThan(0.98)
})

test('a bootstrap interval depends on the values alone, and is wider for a higher level', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6]
  const found = bootstrapInterval(values)
  expect(bootstrapInterval(values.toReversed())).toEqual(found)
  expect(found?.mean).toBe(31 / 8)
  const [narrow, wide] = [0.5, 0.99].map((level) => bootstrapInterval(values, { level }))
  expect(Number(narrow?.high) - Number(narrow?.low)).toBeLessThan(Number(wide?.high) - Number(wide?.low))
  // The normal approximation: 3.875 ± 1.96 x 2.571 / sqrt 8 (spread by n) = [2.09, 5.66].
  expect(found?.low).toBeGreaterThan(1.9)
  expect(found?.low).toBeLessThan(2.5)
  expect(found?.high).toBeGreaterThan(5.2)
  expect(found?.high).toBeLessThan(5.9)
  expect(bootstrapInterval([])).toBeNull()
})

test('returns are placed by iterations, steps, steps of paths or seconds, all of them counted from the beginning', () => {
  const records = [record(1, { timings: { total: 0.5 } }), record(2, { timings: { total: 2 } })]
  const along = (axis: Parameters<typeof placedReturns>[1]) => placedReturns(records, axis).map(({ x }) => x)
  expect(along('iterations')).toEqual([1, 2])
  expect(along('steps')).toEqual([1000, 2000])
  expect(CURVE_AXES).toEqual(['iterations', 'steps', 'path-steps', 'seconds'])
  expect(along('path-steps')).toEqual([1000, 2000])
  expect(placedReturns(records, 'path-steps', 300).map(({ x }) => x)).toEqual([300, 600])
  expect(placedReturns(records, 'steps', 300).map(({ x }) => x)).toEqual([1000, 2000])
  expect(along('seconds')).toEqual([0.5, 2.5])
  expect(placedReturns(records, 'steps').map(({ meanReturn }) => meanReturn)).toEqual([10, 20])
})
