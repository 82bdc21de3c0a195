import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  conjugateGradient,
  conjugateGradientResult,
  damped,
  denseMatrix,
  denseOperator,
  initConjugateGradient,
  type SyncLinearOperator,
  stepConjugateGradient,
} from '../../src/index.ts'
import { distance, positiveDefiniteSystem } from '../systems.ts'

describe('outcomes are statuses', () => {
  const indefinite = denseOperator(denseMatrix(2, 2, Float64Array.of(1, 0, 0, -0.5)))
  const brokenAt = (broken: number): SyncLinearOperator => {
    let calls = 0
    return { size: 2, apply: (v) => Float64Array.of(v[0], ++calls === broken ? Number.NaN : 3 * v[1]) }
  }
  const cases: ReadonlyArray<
    readonly [string, SyncLinearOperator, number[], object, string, iterations: number, products: number, number[]]
  > = [
    ['converges in one step', indefinite, [1, 0], {}, 'converged', 1, 1, [1, 0]],
    ['stops at the limit', brokenAt(0), [1, 1], { maxIterations: 1 }, 'iterationLimit', 1, 1, [0.5, 0.5]],
    ['stops at a loose tolerance', brokenAt(0), [1, 1], { tolerance: 0.6 }, 'converged', 1, 1, [0.5, 0.5]],
    ['meets negative curvature at once', indefinite, [0, 1], {}, 'negativeCurvature', 0, 1, [0, 0]],
    ['meets it later: the iterate', indefinite, [1, 1], {}, 'negativeCurvature', 1, 2, [4, 4]],
    [
      'meets it later: zero if asked',
      indefinite,
      [1, 1],
      { onNegativeCurvature: 'returnZero' },
      'negativeCurvature',
      1,
      2,
      [0, 0],
    ],
    ['calls zero curvature flat', { size: 1, apply: () => new Float64Array(1) }, [1], {}, 'flat', 0, 1, [0]],
    ['gets NaN at once', brokenAt(1), [1, 1], {}, 'notFinite', 0, 1, [0, 0]],
    ['gets NaN later', brokenAt(2), [1, 1], {}, 'notFinite', 1, 2, [0.5, 0.5]],
    ['gets an infinite product', { size: 1, apply: () => Float64Array.of(Infinity) }, [1], {}, 'notFinite', 0, 1, [0]],
    ['overflows in x', { size: 1, apply: () => Float64Array.of(1e-320) }, [1], {}, 'flat', 0, 1, [0]],
    ['is given NaN', indefinite, [1, Number.NaN], {}, 'notFinite', 0, 0, [0, 0]],
    ['is given infinity', indefinite, [1, -Infinity], {}, 'notFinite', 0, 0, [0, 0]],
    ['is given zero', indefinite, [0, -0], {}, 'zeroRightHandSide', 0, 0, [0, 0]],
  ]

  it.each(cases)('%s', (_, operator, b, options, status, iterations, products, value) => {
    const result = conjugateGradient(operator, Float64Array.from(b), options)
    expect(result.status).toBe(status)
    expect([result.stats.iterations, result.stats.products]).toEqual([iterations, products])
    expect([...result.value]).toEqual(value)
    expect(Number.isFinite(result.stats.quadraticForm)).toBe(true)
    if (value.every((x) => x === 0)) expect(result.stats.residual).toEqual(Float64Array.from(b))
  })

  it('keeps the iterate with the least residual where b is not in the range of a singular matrix', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, fc.double({ min: 1e-9, max: 1e-3, noNaN: true }), ({ a, b }, seen) => {
        // A with one more dimension that it hardly sees, and a b that lies in it too.
        const n = b.length + 1
        const apply = (v: Float64Array) => {
          const product = new Float64Array(n)
          product.set(denseOperator(a).apply(v.slice(0, n - 1)))
          product[n - 1] = seen * seen * v[n - 1]
          return product
        }
        const right = Float64Array.of(...b, 1)
        let state = initConjugateGradient(right, { maxIterations: 6, tolerance: 0, flatness: 0 })
        const residuals: number[] = []
        while (state.status === 'running') {
          state = stepConjugateGradient(state, apply(state.direction))
          if (state.iterations > residuals.length) residuals.push(Math.sqrt(state.residualSquared))
        }
        const { value, stats } = conjugateGradientResult(state)
        const last = residuals[residuals.length - 1]
        const start = Math.hypot(...right)
        const expected = last > start ? Math.min(...residuals) : last
        expect(stats.residualNorm).toBe(expected)
        expect(residuals[stats.iterations - 1]).toBe(expected)
        const true_ = apply(value).map((product, i) => right[i] - product)
        expect(distance(true_, stats.residual)).toBeLessThan(1e-6 * (1 + Math.hypot(...value)))
      }),
    )
  })

  it('stops where rounding alone decides: the curvature of a direction is nothing beside the largest', () => {
    const operator = { size: 2, apply: (v: Float64Array) => Float64Array.of(v[0], 1e-12 * v[1]) }
    const { status, value, stats } = conjugateGradient(operator, Float64Array.of(1, 1), { tolerance: 0 })
    expect(status).toBe('flat')
    expect([stats.iterations, stats.products]).toEqual([1, 2])
    expect(value.every(Number.isFinite)).toBe(true)
    expect(conjugateGradient(operator, Float64Array.of(1, 1), { tolerance: 0, flatness: 0 }).status).not.toBe('flat')
  })

  it('finds an indefinite matrix whatever its size', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, ({ a, b }) => {
        const { status } = conjugateGradient(damped(denseOperator(a), -100), b)
        expect(status).toBe('negativeCurvature')
      }),
    )
  })
})
