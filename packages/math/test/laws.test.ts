import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cos, exp, expm1, log, log1p, sin, tanh } from '../src/index.ts'
import { neighbour, ulpsBetween } from './ulps.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const HALF_ULP_OF_1 = 2 ** -53

describe('signs', () => {
  it.each([
    ['sin', sin],
    ['tanh', tanh],
  ])('%s is odd, bit for bit', (_, f) => {
    fc.assert(fc.property(finite, (x) => Object.is(f(-x), -f(x))))
    fc.assert(fc.property(between(-5, 5), (x) => Object.is(f(-x), -f(x))))
  })

  it('cos is even, bit for bit', () => {
    fc.assert(fc.property(finite, (x) => Object.is(cos(-x), cos(x))))
    fc.assert(fc.property(between(-50, 50), (x) => Object.is(cos(-x), cos(x))))
  })
})

describe('ranges', () => {
  it('sin, cos and tanh stay within [-1, 1], exp is not negative, expm1 not below -1', () => {
    fc.assert(
      fc.property(finite, (x) => {
        expect(Math.abs(sin(x))).toBeLessThanOrEqual(1)
        expect(Math.abs(cos(x))).toBeLessThanOrEqual(1)
        expect(Math.abs(tanh(x))).toBeLessThanOrEqual(1)
        expect(exp(x)).toBeGreaterThanOrEqual(0)
        expect(expm1(x)).toBeGreaterThanOrEqual(-1)
      }),
    )
  })
})

describe('monotone', () => {
  const LN2_STEP = Math.LN2 / 32
  /** Where the algorithm changes cells or formulas, besides the range to sample. */
  const table: [string, (x: number) => number, number, number, number[]][] = [
    ['exp', exp, -745, 709, [...Array(2001).keys()].map((n) => (n - 1000.5) * LN2_STEP).concat(708, -708)],
    ['expm1', expm1, -38, 40, [...Array(401).keys()].map((n) => (n - 200.5) * LN2_STEP).concat(-40, 40)],
    ['log', log, 0, 10, [...Array(200).keys()].map((n) => (n + 0.5) / 128).concat(0.9375, 1.0625, 2 ** -1022)],
    ['log1p', log1p, -1, 10, [...Array(200).keys()].map((n) => (n + 0.5) / 128 - 1).concat(-0.0625, 0.0625)],
    ['tanh', tanh, -20, 20, [...Array(131).keys()].map((n) => (n - 65.5) / 16).concat(-4, 4, 20, -20, 2 ** -28)],
  ]

  it.each(table)('%s does not fall from a double to a larger one', (_, f, min, max, seams) => {
    fc.assert(fc.property(between(min, max), between(min, max), (a, b) => (a <= b ? f(a) <= f(b) : f(b) <= f(a))))
    const rises = (start: number, steps: number) => {
      for (let k = 0, x = start; k < steps; k++, x = neighbour(x, 1)) {
        if (f(x) > f(neighbour(x, 1))) return x
      }
      return undefined
    }
    fc.assert(fc.property(between(min, max), (x) => rises(x, 20) === undefined))
    const falls = seams.map((seam) => rises(neighbour(seam, -8), 16)).filter((x) => x !== undefined)
    expect(falls).toEqual([])
  })
})

describe('inverses and identities', () => {
  it('exp(log x) is x to the rounding of log x, which exp magnifies by |log x|', () => {
    fc.assert(
      fc.property(between(1e-300, 1e300), (x) => {
        const tolerance = (1 + 2 * Math.abs(log(x))) * 2 * HALF_ULP_OF_1
        expect(Math.abs(exp(log(x)) - x)).toBeLessThanOrEqual(tolerance * x)
      }),
    )
  })

  it('log(exp x) is x to the rounding of exp x', () => {
    fc.assert(
      fc.property(between(-700, 700), (x) => {
        expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(2 * HALF_ULP_OF_1 * (1 + Math.abs(x)))
      }),
    )
  })

  it('expm1 and log1p undo each other near 0, to 3 ulp', () => {
    fc.assert(fc.property(between(-0.5, 0.5), (x) => ulpsBetween(log1p(expm1(x)), x) <= 3))
  })

  it('expm1(x) + 1 is exp(x) where the sum is harmless', () => {
    fc.assert(fc.property(between(1, 40), (x) => ulpsBetween(expm1(x) + 1, exp(x)) <= 2))
  })

  it('sin^2 + cos^2 = 1, for arguments of every size', () => {
    fc.assert(
      fc.property(finite, (x) => {
        expect(Math.abs(sin(x) ** 2 + cos(x) ** 2 - 1)).toBeLessThanOrEqual(6 * HALF_ULP_OF_1)
      }),
    )
  })

  it('sin 2x = 2 sin x cos x', () => {
    fc.assert(
      fc.property(finite, (x) => {
        fc.pre(Math.abs(x) < 8e307)
        expect(Math.abs(sin(2 * x) - 2 * sin(x) * cos(x))).toBeLessThanOrEqual(4 * HALF_ULP_OF_1)
      }),
    )
  })

  it('tanh x = expm1(2x) / (expm1(2x) + 2)', () => {
    fc.assert(
      fc.property(between(-18, 18), (x) => {
        const e = expm1(2 * x)
        // The quotient loses digits where e + 2 is small.
        expect(Math.abs(e / (e + 2) - tanh(x))).toBeLessThanOrEqual(8 * HALF_ULP_OF_1 * Math.max(1, exp(-2 * x)))
      }),
    )
  })
})

describe('the exact reduction of angles joins the fast one', () => {
  it.each([sin, cos])('on both sides of the largest fast argument', (f) => {
    // Neighbours in value: the derivative is at most 1, and an ulp of a million is 2^-33.
    for (const x of [1_000_000, -1_000_000]) {
      const outside = neighbour(x, x > 0 ? 1 : -1)
      expect(Math.abs(f(x) - f(outside))).toBeLessThanOrEqual(2 ** -33)
    }
  })

  it('the double nearest to a multiple of pi / 2 keeps all its digits', () => {
    // 6381956970095103 2^797 lies 4.687e-19 from a multiple: Muller et al., Handbook of Floating-Point Arithmetic.
    expect(Math.abs(cos(6381956970095103 * 2 ** 797))).toBe(4.6871659242546277e-19)
  })
})
