import { adamFit, scheduledTrustRegionUpdate, trustRegionUpdate } from '@trpo/core'
import { updateRuleConformance } from '@trpo/core/conformance'
import { describe, expect, it } from 'vitest'
import { gaussianTarget } from './toy-problems.ts'

describe('a scheduled trust region', () => {
  const linear = scheduledTrustRegionUpdate({ maxKl: { from: 0.04, to: 0.01, iterations: 3 }, leastTrust: 0.25 })
  for (const { name, run } of updateRuleConformance(linear, { maxKl: 0.04, improves: true })) it(name, run)

  it.each([
    [0, 1, 0.04],
    [1, 1, 0.03],
    [3, 1, 0.01],
    [9, 1, 0.01],
    [0, 0.5, 0.02],
    [0, -3, 0.01],
    [0, 7, 0.04],
  ])('in iteration %d with trust %d takes delta %d', async (iteration, trust, delta) => {
    const { theta, numbers } = await linear.step(gaussianTarget(0, 0, 3), { iteration, trust })
    const expected = await trustRegionUpdate({ maxKl: delta }).step(gaussianTarget(0, 0, 3))
    expect(numbers['maxKl']).toBeCloseTo(delta, 15)
    expect(numbers['partOfMaxKl']).toBe(numbers['kl'] / numbers['maxKl'])
    for (const [i, value] of theta.entries()) expect(value).toBeCloseTo(expected.theta[i], 12)
  })

  it('refuses to scale delta by a trust that the estimator does not give', async () => {
    await expect(async () => linear.step(gaussianTarget(0, 0, 3), { iteration: 0 })).rejects.toThrow(
      'leastTrust is 0.25, and the estimator does not say how far its advantages can be trusted; give leastTrust 1',
    )
    const unscaled = scheduledTrustRegionUpdate({ maxKl: 0.04 })
    const { numbers } = await unscaled.step(gaussianTarget(0, 0, 3), { iteration: 0 })
    expect(numbers['maxKl']).toBe(0.04)
  })
})

describe('a schedule', () => {
  it.each([
    [() => adamFit({ rate: 0 }), 'rate is 0; give a number above 0'],
    [() => adamFit({ rate: { from: 1, to: -1, iterations: 2 } }), 'rate.to is -1; give a number above 0'],
    [() => adamFit({ rate: { from: 1, to: 1, iterations: 0 } }), 'rate.iterations is 0; give a whole number'],
    [() => scheduledTrustRegionUpdate({ maxKl: Number.NaN }), 'maxKl is NaN; give a number above 0'],
    [() => scheduledTrustRegionUpdate({ maxKl: 1, leastTrust: 0 }), 'leastTrust is 0; give a number above 0'],
  ])('is refused by name: %#', (make, message) => {
    expect(make).toThrow(message)
  })
})
