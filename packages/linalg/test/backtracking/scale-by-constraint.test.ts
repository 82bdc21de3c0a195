import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backtrackingLineSearch, scaleByConstraint } from '../../src/index.ts'

const options = { startValue: 0, bound: 1, ratio: 0.5, maxBacktracks: 2 }

describe('scaled by the constraint', () => {
  const factor = fc.double({ min: 0.05, max: 0.95, noNaN: true })

  it('meets a quadratic constraint with the second trial, as near the bound as the safety says', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.2, max: 1e6, noNaN: true }), factor, (curvature, safety) => {
        const evaluate = (s: number) => ({ value: s, constraint: curvature * s * s })
        const { status, stats } = backtrackingLineSearch(evaluate, options, scaleByConstraint({ safety, most: 0.999 }))
        expect(status).toBe('accepted')
        expect(stats.evaluations).toBe(2)
        expect(stats.last?.constraint).toBeCloseTo(safety * safety, 9)
      }),
    )
  })

  it('stays between the least and the most after a trial that exceeded the bound, and takes the other multiple elsewhere', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ noNaN: true }),
        factor,
        factor,
        (scale, constraint, most, otherwise) => {
          const least = most / 2
          const next = scaleByConstraint({ least, most, otherwise })({ scale, value: -1, constraint }, 1) / scale
          if (constraint > 1 && constraint < Infinity) {
            expect(next).toBeGreaterThanOrEqual(least * (1 - 1e-12))
            expect(next).toBeLessThanOrEqual(most * (1 + 1e-12))
          } else expect(next).toBeCloseTo(otherwise, 12)
        },
      ),
    )
  })

  it.each([
    [{ safety: 0 }, /safety is 0/],
    [{ safety: 1.01 }, /safety is 1.01/],
    [{ most: 1 }, /most is 1/],
    [{ least: 0.95 }, /least is 0.95, expected a number of at least 0 and below 0.95/],
    [{ otherwise: Number.NaN }, /otherwise is NaN/],
  ])('%o is refused', (given, message) => {
    expect(() => scaleByConstraint(given)).toThrow(message)
  })
})
