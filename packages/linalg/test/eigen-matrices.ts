import * as fc from 'fast-check'
import { type DenseMatrix, denseMatrix } from '../src/index.ts'
import { matrix } from './systems.ts'

/** A + A' of random entries, some of which are 0. */
function symmetric(n: number): fc.Arbitrary<DenseMatrix> {
  return matrix(n, n).map(({ data }) => map(n, (i, j) => data[i * n + j] + data[j * n + i]))
}

/** The matrix of f(i, j). */
function map(n: number, f: (i: number, j: number) => number): DenseMatrix {
  return denseMatrix(
    n,
    n,
    Float64Array.from({ length: n * n }, (_, at) => f(Math.floor(at / n), at % n)),
  )
}

/** Kinds of symmetric matrices of a size, from the general to those on which eigenvalue algorithms fail. */
const kinds: Readonly<Record<string, (n: number) => fc.Arbitrary<DenseMatrix>>> = {
  general: symmetric,
  // Entries of 0 and 1 repeat eigenvalues, and fall apart into blocks.
  graph: (n) => symmetric(n).map((a) => map(n, (i, j) => (a.data[i * n + j] > 1 ? 1 : 0))),
  diagonal: (n) => symmetric(n).map((a) => map(n, (i, j) => (i === j ? a.data[i * n + j] : 0))),
  tridiagonal: (n) => symmetric(n).map((a) => map(n, (i, j) => (Math.abs(i - j) <= 1 ? a.data[i * n + j] : 0))),
  // n - 1 equal eigenvalues.
  reflection: (n) =>
    matrix(1, n).map(({ data: v }) => {
      const squares = v.reduce((sum, entry) => sum + entry * entry, 0)
      return map(n, (i, j) => (i === j ? 1 : 0) - (squares === 0 ? 0 : (2 * v[i] * v[j]) / squares))
    }),
  // Every entry is the geometric mean of its row's and its column's size, from 1 to 1e-200 or the other way.
  graded: (n) => fc.tuple(symmetric(n), fc.constantFrom(1, -1)).map(([a, way]) => graded(a, n, way)),
  // Wilkinson's: pairs of eigenvalues that agree to many digits though nothing beside the diagonal is small.
  wilkinson: (n) =>
    fc.constant(map(n, (i, j) => (i === j ? Math.abs(i - (n - 1) / 2) : Math.abs(i - j) === 1 ? 1 : 0))),
  zero: (n) => fc.constant(denseMatrix(n, n)),
}

function graded(a: DenseMatrix, n: number, way: number): DenseMatrix {
  const size = (i: number) => 10 ** ((-100 * (way > 0 ? i : n - 1 - i)) / n)
  return map(n, (i, j) => a.data[i * n + j] * size(i) * size(j))
}

/** Symmetric matrices of all kinds, with entries near 1. */
export const symmetricMatrices: fc.Arbitrary<DenseMatrix> = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.constantFrom(...Object.values(kinds)))
  .chain(([n, kind]) => kind(n))
