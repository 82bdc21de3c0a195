import { Matrix } from 'ml-matrix'
import type { DenseMatrix } from './dense-matrix.ts'

/** A copy in ml-matrix's own form, which is a list of rows. */
export function toMlMatrix(matrix: DenseMatrix): Matrix {
  const { rows, columns, data } = matrix
  return new Matrix(Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns)))
}
