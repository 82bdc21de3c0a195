import * as fc from 'fast-check'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import { type DenseMatrix, denseMatrix, eigenvaluesSymmetric, symmetricEigen } from '../src/index.ts'
import { symmetricMatrices } from './eigen-matrices.ts'
import { distance } from './systems.ts'

const scaled = (a: DenseMatrix, by: number) =>
  denseMatrix(
    a.rows,
    a.columns,
    a.data.map((entry) => entry * by),
  )
const scales = fc.constantFrom(1, 1e-150, 1e150, 1e-300, 1e300)
const systems = fc.tuple(symmetricMatrices, scales).map(([a, scale]) => scaled(a, scale))

/** The largest entry, as a scale for errors. */
const size = ({ data }: DenseMatrix) => data.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0)

/** Largest |A v - lambda v| of the pairs and largest entry of |V'V - I|. */
function errors(a: DenseMatrix): { residual: number; orthogonality: number } {
  const n = a.rows
  const { values, vectors } = symmetricEigen(a)
  const v = (i: number, j: number) => vectors.data[i * n + j]
  let residual = 0
  let orthogonality = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let stretched = -values[j] * v(i, j)
      let product = i === j ? -1 : 0
      for (let k = 0; k < n; k++) {
        stretched += a.data[i * n + k] * v(k, j)
        product += v(k, i) * v(k, j)
      }
      residual = Math.max(residual, Math.abs(stretched))
      orthogonality = Math.max(orthogonality, Math.abs(product))
    }
  }
  return { residual, orthogonality }
}

describe('symmetricEigen', () => {
  it('gives orthonormal columns that the matrix stretches by its eigenvalues', () => {
    fc.assert(
      fc.property(systems, (a) => {
        const { residual, orthogonality } = errors(a)
        expect(residual).toBeLessThanOrEqual(1e-12 * size(a))
        expect(orthogonality).toBeLessThan(1e-12)
      }),
      { numRuns: 400 },
    )
  })

  it('has the eigenvalues of eigenvaluesSymmetric, bit for bit and ascending, and leaves the matrix alone', () => {
    fc.assert(
      fc.property(systems, (a) => {
        const kept = a.data.slice()
        const { values } = symmetricEigen(a)
        expect(values).toEqual(eigenvaluesSymmetric(a))
        expect(values).toEqual(values.slice().sort())
        expect(a.data).toEqual(kept)
      }),
    )
  })

  it('has the eigenvalues of ml-matrix', () => {
    fc.assert(
      fc.property(symmetricMatrices, (a) => {
        const rows = Array.from({ length: a.rows }, (_, i) => a.data.subarray(i * a.rows, (i + 1) * a.rows))
        const theirs = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true }).realEigenvalues
        const { values } = symmetricEigen(a)
        expect(distance(values, Float64Array.from(theirs).sort())).toBeLessThanOrEqual(1e-12 * size(a))
      }),
      { numRuns: 300 },
    )
  })

  it('has the same vectors for a power of 2 times the matrix, bit for bit, and as much of the values', () => {
    fc.assert(
      fc.property(symmetricMatrices, fc.constantFrom(0.25, 2, 2 ** 60), (a, by) => {
        const { values, vectors } = symmetricEigen(a)
        const times = symmetricEigen(scaled(a, by))
        expect(times.vectors).toEqual(vectors)
        expect(times.values).toEqual(values.map((value) => by * value))
      }),
    )
  })

  it('has errors of rounding at a size at which searches use it', () => {
    const n = 120
    const a = denseMatrix(
      n,
      n,
      Float64Array.from({ length: n * n }, (_, at) => hilbert(Math.floor(at / n), at % n)),
    )
    const { residual, orthogonality } = errors(a)
    expect(residual).toBeLessThan(1e-13)
    expect(orthogonality).toBeLessThan(1e-13)
    expect(Math.abs(symmetricEigen(a).values.reduce((sum, value) => sum + value, 0) - trace(a))).toBeLessThan(1e-13)
  })
})

/** Hilbert's matrix: positive definite, with eigenvalues from above 1 to far below rounding. */
const hilbert = (i: number, j: number) => 1 / (i + j + 1)
const trace = ({ rows, data }: DenseMatrix) => data.reduce((sum, x, at) => sum + (at % (rows + 1) === 0 ? x : 0), 0)

describe('known answers', () => {
  it('the vectors of a matrix that is built from them', () => {
    const { values, vectors } = symmetricEigen(denseMatrix(2, 2, Float64Array.of(2, 1, 1, 2)))
    expect(distance(values, Float64Array.of(1, 3))).toBeLessThan(1e-15)
    const r = Math.SQRT1_2
    expect(distance(vectors.data.map(Math.abs), Float64Array.of(r, r, r, r))).toBeLessThan(1e-15)
    expect(vectors.data[0] * vectors.data[2]).toBeLessThan(0)
  })

  it.each([
    ['one row', [-7], [-7]],
    ['one row of 0', [-0], [0]],
    ['the least number', [5e-324], [5e-324]],
    ['the greatest number', [Number.MAX_VALUE], [Number.MAX_VALUE]],
    ['zero', [0, 0, 0, 0], [0, 0]],
    ['diagonal', [3, 0, 0, 0, -2, 0, 0, 0, 1], [-2, 1, 3]],
  ])('%s, exactly', (_, entries, values) => {
    const n = values.length
    const found = symmetricEigen(denseMatrix(n, n, Float64Array.from(entries)))
    expect([...found.values]).toEqual(values)
    expect([...found.vectors.data].map(Math.abs).sort()).toEqual([...Array(n * n - n).fill(0), ...Array(n).fill(1)])
  })

  it('1, 2, 3, ... of a tridiagonal matrix of Clement, whose eigenvalues are -n + 1, -n + 3, ..., n - 1', () => {
    const n = 40
    const beside = (i: number) => Math.sqrt(i * (n - i))
    const entry = (i: number, j: number) => (Math.abs(i - j) === 1 ? beside(Math.max(i, j)) : 0)
    const a = denseMatrix(
      n,
      n,
      Float64Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n)),
    )
    const expected = Float64Array.from({ length: n }, (_, i) => 2 * i - n + 1)
    expect(distance(eigenvaluesSymmetric(a), expected)).toBeLessThan(1e-12)
  })
})

it.each([
  ['not square', denseMatrix(1, 2), /expected a square one/],
  ['not symmetric', denseMatrix(2, 2, Float64Array.of(1, 0.5, 0, 1)), /expected a symmetric matrix/],
  ['not finite', denseMatrix(1, 1, Float64Array.of(Number.NaN)), /not finite/],
  ['infinite', denseMatrix(2, 2, Float64Array.of(1, Infinity, Infinity, 1)), /not finite/],
])('refuses a matrix that is %s', (_, a, message) => {
  expect(() => symmetricEigen(a)).toThrow(message)
  expect(() => eigenvaluesSymmetric(a)).toThrow(message)
})
