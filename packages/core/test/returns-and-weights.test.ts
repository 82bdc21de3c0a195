import { discountedReturns, generalizedAdvantages, stateWeights } from '@trpo/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchOf } from './segments.ts'

const reward = fc.double({ min: -10, max: 10, noNaN: true })
const paths = fc.array(fc.array(reward, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 })

describe('discountedReturns', () => {
  it('is the sum of gamma^k r_{t+k} plus gamma^n tail, segment by segment', () => {
    fc.assert(
      fc.property(paths, fc.double({ min: 0, max: 1, noNaN: true }), reward, (rewards, discount, tail) => {
        const batch = batchOf(rewards)
        const returns = new Float64Array(batch.rows)
        for (const segment of batch.segments) discountedReturns(segment, batch.rewards, discount, tail, returns)
        for (const [index, { offset, length }] of batch.segments.entries())
          for (let t = 0; t < length; t++) {
            let expected = discount ** (length - t) * tail
            for (let k = t; k < length; k++) expected += discount ** (k - t) * rewards[index][k]
            expect(returns[offset + t]).toBeCloseTo(expected, 9)
          }
      }),
    )
  })
})

describe('generalizedAdvantages', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true })

  it('is the sum of (gamma lambda)^k d_{t+k}; also in place', () => {
    fc.assert(
      fc.property(paths, unit, unit, reward, fc.infiniteStream(reward), (rewards, discount, lambda, tail, stream) => {
        const batch = batchOf(rewards)
        const values = Float64Array.from({ length: batch.rows }, () => stream.next().value)
        const advantages = new Float64Array(batch.rows)
        const inPlace = values.slice()
        for (const segment of batch.segments) {
          const { rewards } = batch
          generalizedAdvantages(segment, { rewards, values, tail, discount, lambda }, advantages)
          generalizedAdvantages(segment, { rewards, values: inPlace, tail, discount, lambda }, inPlace)
        }
        expect(inPlace).toEqual(advantages)
        for (const { offset, length } of batch.segments)
          for (let t = 0; t < length; t++) {
            let expected = 0
            for (let k = t; k < length; k++) {
              const next = k + 1 < length ? values[offset + k + 1] : tail
              const residual = batch.rewards[offset + k] + discount * next - values[offset + k]
              expected += (discount * lambda) ** (k - t) * residual
            }
            expect(advantages[offset + t]).toBeCloseTo(expected, 8)
          }
      }),
    )
  })

  it('with lambda 1 is the return minus the value', () => {
    fc.assert(
      fc.property(paths, unit, reward, fc.infiniteStream(reward), (rewards, discount, tail, stream) => {
        const batch = batchOf(rewards)
        const values = Float64Array.from({ length: batch.rows }, () => stream.next().value)
        const returns = new Float64Array(batch.rows)
        const advantages = new Float64Array(batch.rows)
        for (const segment of batch.segments) {
          discountedReturns(segment, batch.rewards, discount, tail, returns)
          generalizedAdvantages(segment, { rewards: batch.rewards, values, tail, discount, lambda: 1 }, advantages)
        }
        for (let row = 0; row < batch.rows; row++) expect(advantages[row]).toBeCloseTo(returns[row] - values[row], 8)
      }),
    )
  })
})

describe('stateWeights', () => {
  const segment = { ...batchOf([[1, 1, 1]]).segments[0], start: 2 }
  const weights = (weighting: 'undiscounted' | 'discounted') => {
    const into = new Float64Array(3)
    stateWeights(segment, weighting, 0.5, into)
    return [...into]
  }

  it('counts every state alike, or by gamma to the time in its episode', () => {
    expect(weights('undiscounted')).toEqual([1, 1, 1])
    expect(weights('discounted')).toEqual([0.25, 0.125, 0.0625])
  })
})
