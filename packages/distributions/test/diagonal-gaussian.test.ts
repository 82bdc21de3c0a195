import { exp } from '@trpo/math'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagonalGaussian } from '../src/index.ts'

const mean = fc.double({ min: -1e6, max: 1e6, noNaN: true })
const logStd = fc.double({ min: -20, max: 20, noNaN: true })
const muRow = fc.tuple(mean, mean, logStd, logStd).map((values) => Float64Array.from(values))
const gaussian = diagonalGaussian(2)

function kl(old: Float64Array, next: Float64Array): number {
  const into = new Float64Array(1)
  gaussian.kl(1, old, next, into)
  return into[0]
}

describe('kl', () => {
  it('is exactly 0 for equal bits', () => {
    fc.assert(
      fc.property(muRow, (mu) => {
        expect(kl(mu, mu.slice())).toBe(0)
      }),
    )
  })

  it('is never negative, and grows from 0 as a square', () => {
    fc.assert(
      fc.property(muRow, muRow, (old, next) => {
        expect(kl(old, next)).toBeGreaterThanOrEqual(0)
      }),
    )
    const old = Float64Array.of(0, 0, 0, 0)
    for (const size of [1e-3, 1e-6, 1e-9, 1e-12, 1e-100]) {
      // d = -size: (e^2d - 1 - 2d) / 2 = d^2 (1 + 2d / 3 + ...)
      const expected = size * size * (1 - (2 / 3) * size + (size * size) / 3)
      expect(kl(old, Float64Array.of(0, 0, size, 0)) / expected).toBeCloseTo(1, 9)
      expect(kl(old, Float64Array.of(size, 0, 0, 0))).toBe(0.5 * size * size)
    }
  })

  it('agrees with the textbook form where nothing cancels', () => {
    const value = kl(Float64Array.of(1, -2, 0.5, -0.25), Float64Array.of(0, 1, 0, 0.75))
    const term = (shift: number, lo: number, ln: number) =>
      ln - lo + (Math.exp(2 * lo) + shift * shift) / (2 * Math.exp(2 * ln)) - 0.5
    expect(value).toBeCloseTo(term(1, 0.5, 0) + term(-3, -0.25, 0.75), 13)
  })

  it('is smooth where its series begins', () => {
    const at = (d: number) => kl(Float64Array.of(0, 0, d, 0), Float64Array.of(0, 0, 0, 0)) / (d * d)
    for (const edge of [1 / 128, -1 / 128]) {
      expect(Math.abs(at(edge * (1 + 1e-14)) / at(edge * (1 - 1e-14)) - 1)).toBeLessThan(1e-13)
    }
  })
})

describe('logProb', () => {
  it('of the old and the new mu gives a ratio of exactly 1 when they are equal', () => {
    fc.assert(
      fc.property(muRow, mean, mean, (mu, first, second) => {
        const actions = Float64Array.of(first, second)
        const [old, next] = [new Float64Array(1), new Float64Array(1)]
        gaussian.logProb(1, mu, actions, old)
        gaussian.logProb(1, mu.slice(), actions, next)
        expect(exp(next[0] - old[0])).toBe(1)
      }),
    )
  })

  it('is that of a standard normal number at mean 0 and log std 0', () => {
    const into = new Float64Array(1)
    diagonalGaussian(1).logProb(1, Float64Array.of(0, 0), Float64Array.of(2), into)
    expect(into[0]).toBeCloseTo(-2 - 0.5 * Math.log(2 * Math.PI), 15)
  })
})

describe('sample', () => {
  it('is mean + std * noise, a map without randomness of its own', () => {
    const actions = new Float64Array(4)
    const mu = Float64Array.of(1, 2, 0, Math.log(3), 10, 20, 0, 0)
    gaussian.sample(2, mu, Float64Array.of(1, -1, 0.5, 0), actions)
    expect([...actions].map((x) => Math.round(x * 1e12) / 1e12)).toEqual([2, -1, 10.5, 20])
  })

  it('takes noise in f32 as well', () => {
    const [single, double] = [new Float64Array(2), new Float64Array(2)]
    const noise = Float32Array.of(0.3, -0.7)
    const mu = Float64Array.of(1, 2, 0, 0.5)
    gaussian.sample(1, mu, noise, single)
    gaussian.sample(1, mu, Float64Array.from(noise), double)
    expect(single).toEqual(double)
  })
})

describe('mode', () => {
  it('is the mean', () => {
    const actions = new Float64Array(4)
    gaussian.mode(2, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), actions)
    expect([...actions]).toEqual([1, 2, 5, 6])
  })
})
