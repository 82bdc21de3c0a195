import { LuDecomposition, Matrix } from 'ml-matrix'
import { assertSquare, type DenseMatrix } from './dense-matrix.ts'
import { assertRows, type DenseSolution, residualNorm } from './dense-solve.ts'
import { toMlMatrix } from './ml-matrix.ts'
import { allFinite } from './vectors.ts'

/**
 * Solves A x = b for a square A `[n, n]` and b `[n]`, by LU with partial pivoting (ml-matrix).
 *
 * Statuses: `singular` when a pivot is exactly 0 or the solution overflows; `notFinite` when an entry of A or b is not
 * finite. Only + - * / are used, in a fixed order, so equal inputs give equal bits everywhere. Throws a RangeError when
 * the sizes do not fit.
 */
export function solve(matrix: DenseMatrix, b: Float64Array): DenseSolution<'singular'> {
  assertSquare('solve', matrix)
  assertRows('solve', matrix, b)
  if (!allFinite(matrix.data) || !allFinite(b)) return { status: 'notFinite', value: undefined }
  const decomposition = new LuDecomposition(toMlMatrix(matrix))
  if (decomposition.isSingular()) return { status: 'singular', value: undefined }
  const value = fromColumn(decomposition.solve(Matrix.columnVector(b)))
  if (!allFinite(value)) return { status: 'singular', value: undefined }
  return { status: 'solved', value, stats: { residualNorm: residualNorm(matrix, value, b) } }
}

function fromColumn(column: Matrix): Float64Array {
  return Float64Array.from({ length: column.rows }, (_, i) => column.get(i, 0))
}
