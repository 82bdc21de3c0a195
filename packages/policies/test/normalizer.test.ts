import { emptyStatistics, normalize, normalizerFrom, statisticsOf } from '@trpo/policies'
import { expect, test } from 'vitest'

test('observations become mean 0 and variance 1', () => {
  const observations = Float64Array.of(1, 5, 3, 5, 8, 6, 4, -2)
  const normalizer = normalizerFrom(statisticsOf(4, observations), { epsilon: 1e-300 })
  const into = new Float64Array(8)
  normalize(normalizer, 4, observations, into)
  const { mean, m2 } = statisticsOf(4, into)
  for (let j = 0; j < 2; j++) {
    expect(mean[j]).toBeCloseTo(0, 14)
    expect(m2[j] / 3).toBeCloseTo(1, 14)
  }
})

test('the clip bounds what comes out, infinities included; NaN stays', () => {
  const normalizer = { mean: Float64Array.of(1), std: Float64Array.of(2), clip: 3 }
  const into = new Float64Array(6)
  normalize(normalizer, 6, Float64Array.of(2, 8, -100, Infinity, -Infinity, Number.NaN), into)
  expect([...into]).toEqual([0.5, 3, -3, 3, -3, Number.NaN])
})

test('observations of any type are normalised in f64, and rounded only then', () => {
  const normalizer = { mean: Float64Array.of(1.76e9), std: Float64Array.of(30), clip: 10 }
  const clock = Float64Array.of(1.76e9 + 12, 1.76e9 - 45)
  const into = new Float32Array(2)
  normalize(normalizer, 2, clock, into)
  expect(into).toEqual(Float32Array.of(0.4, -1.5))
  const pixels = { mean: Float64Array.of(0), std: Float64Array.of(255), clip: 10 }
  normalize(pixels, 2, Uint8Array.of(51, 255), into)
  expect(into).toEqual(Float32Array.of(0.2, 1))
})

test('a component that never varied has the floor as its std', () => {
  const { std } = normalizerFrom(statisticsOf(3, Float64Array.of(7, 7, 7)))
  expect(std[0]).toBe(1e-4)
})

test.each([0, 1])('with %i observations it is the identity', (count) => {
  const normalizer = normalizerFrom(count === 0 ? emptyStatistics(1) : statisticsOf(1, Float64Array.of(5)))
  const observations = Float64Array.of(1234.5, -1e300)
  const into = new Float64Array(2)
  if (count === 0) {
    normalize(normalizer, 2, observations, into)
    expect(into).toEqual(observations)
  }
  expect([...normalizer.std]).toEqual([1])
  expect([...normalizer.mean]).toEqual([0])
  expect(normalizer.clip).toBe(Number.POSITIVE_INFINITY)
})

test('later statistics do not reach into a normaliser', () => {
  const statistics = statisticsOf(2, Float64Array.of(1, 3))
  const normalizer = normalizerFrom(statistics)
  statistics.mean.fill(99)
  expect([...normalizer.mean]).toEqual([2])
})

test.each([
  [{ clip: 0 }, 'clip is 0'],
  [{ clip: Number.NaN }, 'clip is NaN'],
  [{ epsilon: 0 }, 'epsilon is 0'],
  [{ epsilon: Number.POSITIVE_INFINITY }, 'epsilon is Infinity'],
])('%o is refused', (options, message) => {
  expect(() => normalizerFrom(emptyStatistics(1), options)).toThrow(message)
})
