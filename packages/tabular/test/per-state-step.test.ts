import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { klDivergence, perStateStep } from '../src/index.ts'

const sum = (x: Iterable<number>) => [...x].reduce((total, value) => total + value, 0)
const gain = (pi: Float64Array, advantages: Float64Array) => sum(pi.map((q, a) => q * advantages[a]))

/** A distribution with entries from 1e-12 to 1, some of them 0, with advantages of any scale. */
const states = fc
  .array(
    fc.record({
      weight: fc.oneof(
        { arbitrary: fc.double({ min: -12, max: 0, noNaN: true }).map((x) => 10 ** x), weight: 4 },
        { arbitrary: fc.constant(0), weight: 1 },
      ),
      advantage: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .filter((entries) => entries.some(({ weight }) => weight > 0))
  .map((entries) => {
    const weights = entries.map(({ weight }) => weight)
    return {
      p: Float64Array.from(weights, (weight) => weight / sum(weights)),
      advantages: Float64Array.from(entries, ({ advantage }) => advantage),
    }
  })
const logKl = fc.double({ min: -12, max: 1, noNaN: true })

describe('the step in one state', () => {
  it('is a distribution of the divergence asked for, unless no more can be gained', () => {
    fc.assert(
      fc.property(states, logKl, ({ p, advantages }, exponent) => {
        const maxKl = 10 ** exponent
        const { probabilities, multiplier } = perStateStep(p, advantages, maxKl)
        expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0)
        expect(Math.abs(sum(probabilities) - 1)).toBeLessThan(1e-12)
        const kl = klDivergence(p, probabilities)
        // Probabilities are rounded to 1e-16, and a divergence of 1e-12 is a change of 1e-6.
        expect(kl).toBeLessThan(maxKl * (1 + 1e-8))
        if (kl < maxKl * (1 - 1e-8)) {
          const best = Math.max(...advantages)
          expect(best - gain(probabilities, advantages)).toBeLessThan(1e-12)
          expect(multiplier).toBeLessThan(1e-12)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('satisfies the conditions of Karush, Kuhn and Tucker', () => {
    fc.assert(
      fc.property(states, logKl, ({ p, advantages }, exponent) => {
        const maxKl = 10 ** exponent
        const { probabilities, multiplier } = perStateStep(p, advantages, maxKl)
        if (multiplier < 1e-10) return
        // The multiplier is that of every action, and the bound is met; the problem is concave, so that is enough.
        const likeliest = p.indexOf(Math.max(...p))
        const nu = advantages[likeliest] + (multiplier * p[likeliest]) / probabilities[likeliest]
        for (let a = 0; a < p.length; a++) {
          expect(nu).toBeGreaterThan(advantages[a] - 1e-9)
          if (probabilities[a] === 0) continue
          const own = advantages[a] + (p[a] === 0 ? 0 : (multiplier * p[a]) / probabilities[a])
          expect(Math.abs(own - nu)).toBeLessThan(1e-9)
        }
        expect(multiplier * Math.abs(klDivergence(p, probabilities) - maxKl)).toBeLessThan(1e-9)
      }),
      { numRuns: 1000 },
    )
  })

  it('has the multiplier as the slope of the gain', () => {
    const p = Float64Array.of(0.2, 0.5, 0.3)
    const advantages = Float64Array.of(1, -0.2, 0.3)
    for (const maxKl of [1e-6, 1e-3, 0.1, 1]) {
      const h = 1e-4 * maxKl
      const [up, down] = [maxKl + h, maxKl - h].map((kl) =>
        gain(perStateStep(p, advantages, kl).probabilities, advantages),
      )
      expect((up - down) / (2 * h) / perStateStep(p, advantages, maxKl).multiplier).toBeCloseTo(1, 4)
    }
  })

  it('gives a better action that p rules out the mass that the bound buys', () => {
    const { probabilities, multiplier } = perStateStep(Float64Array.of(0, 1), Float64Array.of(3, 1), 0.5)
    expect(probabilities[1]).toBeCloseTo(Math.exp(-0.5), 14)
    expect(probabilities[0]).toBeCloseTo(1 - Math.exp(-0.5), 14)
    expect(multiplier).toBeCloseTo(2 * Math.exp(-0.5), 14)
    const worse = perStateStep(Float64Array.of(0, 1), Float64Array.of(1, 3), 0.5)
    expect(worse).toEqual({ probabilities: Float64Array.of(0, 1), multiplier: 0 })
  })

  it('keeps every action possible, where no representable number would meet the bound', () => {
    const p = Float64Array.of(1 - 2 ** -40, 2 ** -40)
    const { probabilities } = perStateStep(p, Float64Array.of(1, 0), 3)
    expect(probabilities[1]).toBeGreaterThan(0)
    expect(klDivergence(p, probabilities)).toBeLessThan(3)
  })

  it('keeps them possible beside a ruled-out action that is better by next to nothing', () => {
    const p = Float64Array.of(2 ** -37, 1 - 2 ** -37, 0)
    for (const lead of [5e-324, 1e-300, 1e-200]) {
      const { probabilities } = perStateStep(p, Float64Array.of(-5e-12, 0, lead), 1)
      expect(klDivergence(p, probabilities)).toBeLessThan(1 + 1e-8)
    }
  })

  it('keeps the digits of tiny divergences', () => {
    const p = Float64Array.of(0.5, 0.5)
    for (const change of [2 ** -10, 2 ** -20, 2 ** -26]) {
      const q = Float64Array.of(0.5 + change, 0.5 - change)
      // -1/2 ln(1 - 4 change^2)
      const x = 4 * change * change
      expect(klDivergence(p, q) / (x / 2 + (x * x) / 4 + x ** 3 / 6)).toBeCloseTo(1, 13)
    }
  })

  it.each([
    [0, 'maxKl is 0'],
    [-1, 'maxKl is -1'],
    [Number.POSITIVE_INFINITY, 'maxKl is Infinity'],
    [Number.NaN, 'maxKl is NaN'],
  ])('refuses a bound of %d', (maxKl, message) => {
    expect(() => perStateStep(Float64Array.of(1), Float64Array.of(0), maxKl)).toThrow(message)
  })

  it('refuses advantages of another length', () => {
    expect(() => perStateStep(Float64Array.of(1), Float64Array.of(0, 1), 1)).toThrow('length 2, expected length 1')
  })
})
