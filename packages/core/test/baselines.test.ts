import { type Baseline, linearFeatureBaseline, timeDependentBaseline, zeroBaseline } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchOf } from './segments.ts'

function fit(baseline: Baseline, batch: PathBatch, returns: Float64Array): Float64Array {
  const statistics = new Float64Array(baseline.statisticsSize)
  for (const segment of batch.segments) baseline.accumulate(batch, segment, returns, statistics)
  return baseline.solve(statistics)
}

function predict(baseline: Baseline, batch: PathBatch, parameters: Float64Array): Float64Array {
  const values = new Float64Array(batch.rows).fill(Number.NaN)
  for (const segment of batch.segments) baseline.predict(parameters, batch, segment, values)
  return values
}

const number = fc.double({ min: -5, max: 5, noNaN: true })

describe('zeroBaseline', () => {
  it('predicts 0 everywhere', () => {
    const batch = batchOf([[1, 2], [3]])
    const baseline = zeroBaseline()
    expect([...predict(baseline, batch, fit(baseline, batch, batch.rewards))]).toEqual([0, 0, 0])
    expect(baseline.predictLast(baseline.initial(), batch, batch.segments[0])).toBe(0)
  })
})

describe('timeDependentBaseline', () => {
  it('is the mean over the paths that reach a step', () => {
    const batch = batchOf([[1, 2, 3], [5], [0, 4]])
    const baseline = timeDependentBaseline(4)
    const parameters = fit(baseline, batch, batch.rewards)
    expect([...parameters]).toEqual([2, 3, 3, 0])
    expect([...predict(baseline, batch, parameters)]).toEqual([2, 3, 3, 2, 2, 3])
    expect(baseline.predictLast(parameters, batch, batch.segments[2])).toBe(3)
  })

  it('differs from the leave-one-out baseline by the factor n / (n - 1) of the advantage only', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 6 }), (rewards) => {
        const batch = batchOf(rewards)
        const baseline = timeDependentBaseline(2)
        const values = predict(baseline, batch, fit(baseline, batch, batch.rewards))
        const n = rewards.length
        for (let i = 0; i < n; i++)
          for (let t = 0; t < 2; t++) {
            const others = rewards.reduce((sum, path, j) => sum + (j === i ? 0 : path[t]), 0) / (n - 1)
            const advantage = batch.rewards[2 * i + t] - values[2 * i + t]
            expect((n / (n - 1)) * advantage).toBeCloseTo(rewards[i][t] - others, 9)
          }
      }),
    )
  })

  it('refuses a missing time limit', () => {
    expect(() => timeDependentBaseline(Number.POSITIVE_INFINITY)).toThrow(/time limit/)
  })
})

describe('linearFeatureBaseline', () => {
  it('recovers returns that are linear in its features', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 8, maxLength: 8 }), (w) => {
        const observation = (t: number, s: number) => [Math.sin(3 * t + s), Math.cos(5 * t * s + 1)]
        const batch = batchOf(
          Array.from({ length: 5 }, () => new Array<number>(20).fill(0)),
          { observation },
        )
        const target = (o: readonly number[], t: number) =>
          w[0] * o[0] +
          w[1] * o[1] +
          w[2] * o[0] ** 2 +
          w[3] * o[1] ** 2 +
          w[4] * t +
          w[5] * t ** 2 +
          w[6] * t ** 3 +
          w[7]
        const returns = new Float64Array(batch.rows)
        for (const [s, { offset, length }] of batch.segments.entries())
          for (let t = 0; t < length; t++) returns[offset + t] = target(observation(t, s), t / 100)
        const baseline = linearFeatureBaseline(2, 1e-12)
        const parameters = fit(baseline, batch, returns)
        const values = predict(baseline, batch, parameters)
        for (let row = 0; row < batch.rows; row++) expect(values[row]).toBeCloseTo(returns[row], 5)
        const last = batch.segments[1]
        expect(baseline.predictLast(parameters, batch, last)).toBeCloseTo(target(observation(20, 1), 0.2), 4)
      }),
      { numRuns: 20 },
    )
  })

  it('survives features that are constant, and clamps outliers', () => {
    const batch = batchOf([[1, 1, 1]], { observation: () => [1e9] })
    const baseline = linearFeatureBaseline(1)
    const values = predict(baseline, batch, fit(baseline, batch, Float64Array.of(3, 3, 3)))
    for (const value of values) expect(value).toBeCloseTo(3, 3)
  })

  it('refuses observations of another length', () => {
    const batch = batchOf([[1]], { observation: () => [1, 2] })
    for (const size of [1, 3])
      expect(() => fit(linearFeatureBaseline(size), batch, batch.rewards)).toThrow(
        `made for observations of length ${size}, and those of the environment have 2`,
      )
  })

  it('names what is wrong when sums overflow', () => {
    const batch = batchOf([[1]])
    expect(() => fit(linearFeatureBaseline(1), batch, Float64Array.of(Number.POSITIVE_INFINITY))).toThrow(/overflow/)
  })
})

describe.each([zeroBaseline(), timeDependentBaseline(3), linearFeatureBaseline(1)])('$name', (baseline) => {
  it('is fitted by a sum over segments: any split of the batch gives the same statistics', () => {
    const batch = batchOf([
      [1, -2, 0.5],
      [4, 4],
    ])
    const whole = new Float64Array(baseline.statisticsSize)
    const parts = new Float64Array(baseline.statisticsSize)
    for (const segment of batch.segments) {
      baseline.accumulate(batch, segment, batch.rewards, whole)
      const part = new Float64Array(baseline.statisticsSize)
      baseline.accumulate(batch, segment, batch.rewards, part)
      for (let i = 0; i < part.length; i++) parts[i] += part[i]
    }
    for (let i = 0; i < whole.length; i++) expect(parts[i]).toBeCloseTo(whole[i], 10)
  })
})
