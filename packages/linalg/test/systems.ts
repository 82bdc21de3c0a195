import * as fc from 'fast-check'
import { type DenseMatrix, denseMatrix } from '../src/index.ts'

/** Numbers in [-1, 1] that are multiples of 2^-10, so that no test meets subnormal numbers. */
const entry: fc.Arbitrary<number> = fc.integer({ min: -1024, max: 1024 }).map((k) => k / 1024)

export function vector(size: number): fc.Arbitrary<Float64Array> {
  return fc.array(entry, { minLength: size, maxLength: size }).map((values) => Float64Array.from(values))
}

/** A vector that is not zero. */
function nonzeroVector(size: number): fc.Arbitrary<Float64Array> {
  return vector(size).filter((v) => v.some((x) => x !== 0))
}

export function matrix(rows: number, columns: number): fc.Arbitrary<DenseMatrix> {
  return vector(rows * columns).map((data) => denseMatrix(rows, columns, data))
}

/** B'B + shift I: symmetric, positive definite for shift > 0. */
export function gram(b: DenseMatrix, shift: number): DenseMatrix {
  const n = b.columns
  const result = denseMatrix(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? shift : 0
      for (let k = 0; k < b.rows; k++) sum += b.data[k * n + i] * b.data[k * n + j]
      result.data[i * n + j] = sum
    }
  }
  return result
}

export interface System {
  readonly a: DenseMatrix
  readonly b: Float64Array
}

/** A x = b with A = B'B + I / 2 of size 1 to 8 and b not zero. */
export const positiveDefiniteSystem: fc.Arbitrary<System> = fc
  .integer({ min: 1, max: 8 })
  .chain((n) => fc.record({ a: matrix(n, n).map((b) => gram(b, 0.5)), b: nonzeroVector(n) }))

/** The largest absolute difference of two vectors. */
export function distance(x: Float64Array, y: Float64Array): number {
  return x.reduce((worst, value, i) => Math.max(worst, Math.abs(value - y[i])), 0)
}
