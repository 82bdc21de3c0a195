import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  denseMatrix,
  eigenvaluesSymmetric,
  leastSquares,
  multiply,
  norm,
  scale,
  solve,
  solveSymmetric,
} from '../src/index.ts'
import { distance, gram, matrix, positiveDefiniteSystem, vector } from './systems.ts'

const identity = denseMatrix(2, 2, Float64Array.of(1, 0, 0, 1))
const zero = denseMatrix(2, 2)
const withNan = denseMatrix(2, 2, Float64Array.of(1, 0, 0, Number.NaN))
const indefinite = denseMatrix(2, 2, Float64Array.of(1, 2, 2, 1))
const tiny = denseMatrix(1, 1, Float64Array.of(1e-320))

describe('solve and solveSymmetric', () => {
  it('satisfy the system, agree, and leave their inputs alone', () => {
    fc.assert(
      fc.property(positiveDefiniteSystem, ({ a, b }) => {
        const [keptA, keptB] = [a.data.slice(), b.slice()]
        const general = solve(a, b)
        const symmetric = solveSymmetric(a, b)
        if (general.status !== 'solved' || symmetric.status !== 'solved') throw new Error('not solved')
        expect(distance(multiply(a, general.value), b)).toBeLessThan(1e-12)
        expect(distance(general.value, symmetric.value)).toBeLessThan(1e-12)
        expect(general.stats.residualNorm).toBeLessThan(1e-12)
        expect([a.data, b]).toEqual([keptA, keptB])
      }),
    )
  })

  it('pivots: a zero in the corner is no obstacle', () => {
    const swap = denseMatrix(2, 2, Float64Array.of(0, 1, 1, 0))
    expect(solve(swap, Float64Array.of(3, 5)).value).toEqual(Float64Array.of(5, 3))
  })

  it.each([
    ['solve: a singular matrix', solve(zero, Float64Array.of(1, 1)), 'singular'],
    ['solve: overflow', solve(tiny, Float64Array.of(1)), 'singular'],
    ['solve: NaN in A', solve(withNan, Float64Array.of(1, 1)), 'notFinite'],
    ['solve: infinity in b', solve(identity, Float64Array.of(1, Infinity)), 'notFinite'],
    ['solveSymmetric: semidefinite', solveSymmetric(zero, Float64Array.of(1, 1)), 'notPositiveDefinite'],
    ['solveSymmetric: indefinite', solveSymmetric(indefinite, Float64Array.of(1, 1)), 'notPositiveDefinite'],
    ['solveSymmetric: overflow', solveSymmetric(tiny, Float64Array.of(1)), 'notPositiveDefinite'],
    ['solveSymmetric: NaN in A', solveSymmetric(withNan, Float64Array.of(1, 1)), 'notFinite'],
    ['solveSymmetric: NaN in b', solveSymmetric(identity, Float64Array.of(Number.NaN, 1)), 'notFinite'],
    ['leastSquares: NaN in X', leastSquares(withNan, Float64Array.of(1, 1)), 'notFinite'],
    ['leastSquares: collinear features', leastSquares(zero, Float64Array.of(1, 1)), 'notPositiveDefinite'],
  ])('%s', (_, solution, status) => {
    expect(solution).toEqual({ status, value: undefined })
  })

  it('adds the ridge to the diagonal', () => {
    expect(solveSymmetric(identity, Float64Array.of(4, 8), { ridge: 3 }).value).toEqual(Float64Array.of(1, 2))
    expect(solveSymmetric(zero, Float64Array.of(4, 8), { ridge: 4 }).value).toEqual(Float64Array.of(1, 2))
  })

  it('takes a matrix that is symmetric up to rounding by its mean', () => {
    const rounded = denseMatrix(2, 2, Float64Array.of(2, 1 + 1e-7, 1 - 1e-7, 2))
    const mean = denseMatrix(2, 2, Float64Array.of(2, 1, 1, 2))
    const b = Float64Array.of(1, -2)
    expect(solveSymmetric(rounded, b)).toEqual(solveSymmetric(mean, b))
  })
})

describe('leastSquares', () => {
  const problem = fc
    .record({ columns: fc.integer({ min: 1, max: 4 }), extra: fc.integer({ min: 0, max: 6 }) })
    .chain(({ columns, extra }) =>
      fc.record({ x: matrix(columns + extra, columns), y: vector(columns + extra), ridge: fc.constantFrom(0.01, 1) }),
    )

  it('has a gradient of zero: X(Xw - y) + ridge w = 0', () => {
    fc.assert(
      fc.property(problem, ({ x, y, ridge }) => {
        const { value } = leastSquares(x, y, { ridge })
        if (value === undefined) throw new Error('not solved')
        const residual = multiply(x, value).map((prediction, row) => prediction - y[row])
        const gradient = value.map((weight, j) =>
          residual.reduce((sum, r, row) => sum + x.data[row * x.columns + j] * r, ridge * weight),
        )
        expect(norm(gradient)).toBeLessThan(1e-12)
      }),
    )
  })

  it('recovers a line', () => {
    const x = denseMatrix(4, 2, Float64Array.of(1, 0, 1, 1, 1, 2, 1, 3))
    const { value } = leastSquares(x, Float64Array.of(5, 3, 1, -1))
    expect(distance(value ?? new Float64Array(2), Float64Array.of(5, -2))).toBeLessThan(1e-13)
  })
})

describe('eigenvaluesSymmetric', () => {
  it('gives those of a matrix that is built from them', () => {
    const rotated = denseMatrix(3, 3, Float64Array.of(2, 0, 0, 0, 3, 4, 0, 4, 9))
    expect(distance(eigenvaluesSymmetric(rotated), Float64Array.of(1, 2, 11))).toBeLessThan(1e-13)
  })

  it('adds up to the trace, is ascending, bounds the quadratic form, and shifts with the diagonal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }).chain((n) => fc.record({ b: matrix(n, n), v: vector(n) })),
        ({ b, v }) => {
          const a = gram(b, 0)
          const values = eigenvaluesSymmetric(a)
          const trace = b.data.reduce((sum, entry) => sum + entry * entry, 0)
          expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 11)
          expect(values).toEqual(values.slice().sort())
          expect(values[0]).toBeGreaterThan(-1e-12)
          const form = multiply(a, v).reduce((sum, product, i) => sum + product * v[i], 0)
          const squared = norm(v) ** 2
          expect(form).toBeGreaterThanOrEqual(values[0] * squared - 1e-12)
          expect(form).toBeLessThanOrEqual(values[values.length - 1] * squared + 1e-12)
          const shifted = eigenvaluesSymmetric(gram(b, 2))
          expect(
            distance(
              shifted,
              values.map((value) => value + 2),
            ),
          ).toBeLessThan(1e-11)
        },
      ),
    )
  })

  it('scales with the matrix', () => {
    const a = denseMatrix(2, 2, Float64Array.of(2, 1, 1, 2))
    const values = eigenvaluesSymmetric({ ...a, data: scale(10, a.data) })
    expect(distance(values, Float64Array.of(10, 30))).toBeLessThan(1e-13)
  })
})

describe('misuse throws', () => {
  const wide = denseMatrix(1, 2)
  const two = Float64Array.of(1, 1)
  const lopsided = denseMatrix(2, 2, Float64Array.of(1, 0.5, 0, 1))

  it.each([
    ['no rows', () => denseMatrix(0, 2), /0 x 2/],
    ['half a column', () => denseMatrix(1, 0.5), /1 x 0.5/],
    ['entries that do not fit', () => denseMatrix(2, 2, new Float64Array(3)), /3 entries for 2 x 2, expected 4/],
    ['multiply with the wrong size', () => multiply(wide, new Float64Array(3)), /length 3 for a 1 x 2/],
    ['solve: not square', () => solve(wide, two), /solve: got a 1 x 2 matrix/],
    ['solve: b too long', () => solve(identity, new Float64Array(3)), /3 right-hand sides for a 2 x 2/],
    ['solveSymmetric: not symmetric', () => solveSymmetric(lopsided, two), /\(1, 0\) is 0 and \(0, 1\) is 0.5/],
    ['solveSymmetric: a negative ridge', () => solveSymmetric(identity, two, { ridge: -1 }), /ridge is -1/],
    ['leastSquares: y too short', () => leastSquares(identity, new Float64Array(1)), /leastSquares: got 1/],
    ['eigenvalues: not symmetric', () => eigenvaluesSymmetric(lopsided), /expected a symmetric matrix/],
    ['eigenvalues: not square', () => eigenvaluesSymmetric(wide), /expected a square one/],
    ['eigenvalues: NaN', () => eigenvaluesSymmetric(withNan), /not finite/],
  ])('%s', (_, misuse, message) => {
    expect(misuse).toThrow(message)
  })
})
