import { assertSquare, type DenseMatrix, denseMatrix, multiply } from './dense-matrix.ts'
import { addScaled } from './vectors.ts'

/** A value, or a promise of it. */
export type MaybePromise<T> = T | Promise<T>

/**
 * A square matrix A known only by its products, such as the Fisher matrix of a policy (appendix C.1).
 *
 * `apply` must not write to the vector it is given. It may return the same buffer from every call: the caller reads a
 * product before asking for the next.
 */
export interface LinearOperator {
  /** n: A is n x n. */
  readonly size: number
  /** The product A v, `[n]`, or a promise of it when the data lies elsewhere (workers, a device). */
  apply(v: Float64Array): MaybePromise<Float64Array>
}

/** A linear operator whose `apply` returns the product itself and never a promise. */
export interface SyncLinearOperator extends LinearOperator {
  /** The product A v, `[n]`. */
  apply(v: Float64Array): Float64Array
}

/** The operator of a dense square matrix. Throws a RangeError when the matrix is not square. */
export function denseOperator(matrix: DenseMatrix): SyncLinearOperator {
  assertSquare('denseOperator', matrix)
  return { size: matrix.rows, apply: (v) => multiply(matrix, v) }
}

/**
 * The operator A + cI, with `damping` c absolute (not relative to A).
 *
 * It is synchronous when A is. Throws a RangeError unless c is a finite number; c = 0 gives A itself.
 *
 * Deviates: appendix C does not damp. A small c keeps conjugate gradient stable when the sampled Fisher matrix is
 * singular, as it is with more parameters than samples.
 */
export function damped(operator: SyncLinearOperator, damping: number): SyncLinearOperator
export function damped(operator: LinearOperator, damping: number): LinearOperator
export function damped(operator: LinearOperator, damping: number): LinearOperator {
  if (!Number.isFinite(damping)) {
    throw new RangeError(`damped: got damping ${damping}, expected a finite number`)
  }
  if (damping === 0) return operator
  return {
    size: operator.size,
    apply(v) {
      const product = operator.apply(v)
      if (product instanceof Float64Array) return addScaled(product, damping, v)
      return product.then((settled) => addScaled(settled, damping, v))
    },
  }
}

/**
 * The dense matrix of an operator, from its products with the n unit vectors. It takes n products and n^2 numbers, so
 * it is meant for tests and small problems. Throws a RangeError when a product has the wrong length.
 */
export function denseMatrixOf(operator: SyncLinearOperator): DenseMatrix {
  const matrix = denseMatrix(operator.size, operator.size)
  for (let j = 0; j < operator.size; j++) setColumn(matrix, j, operator.apply(unitVector(operator.size, j)))
  return matrix
}

/** `denseMatrixOf` for an operator that may return promises; it asks for one product at a time. */
export async function denseMatrixOfAsync(operator: LinearOperator): Promise<DenseMatrix> {
  const matrix = denseMatrix(operator.size, operator.size)
  for (let j = 0; j < operator.size; j++) setColumn(matrix, j, await operator.apply(unitVector(operator.size, j)))
  return matrix
}

function unitVector(size: number, index: number): Float64Array {
  const v = new Float64Array(size)
  v[index] = 1
  return v
}

function setColumn(matrix: DenseMatrix, column: number, values: Float64Array): void {
  if (values.length !== matrix.rows) {
    throw new RangeError(`operator of size ${matrix.rows} gave a product of length ${values.length}`)
  }
  for (let i = 0; i < matrix.rows; i++) matrix.data[i * matrix.columns + column] = values[i]
}
