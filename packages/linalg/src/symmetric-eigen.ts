import { EigenvalueDecomposition } from 'ml-matrix'
import { type DenseMatrix, denseMatrix, symmetrised } from './dense-matrix.ts'
import { toMlMatrix } from './ml-matrix.ts'
import { allFinite } from './vectors.ts'

/** A = V diag(values) V' of a symmetric matrix. */
export interface SymmetricEigen {
  /** The eigenvalues `[n]`, ascending. */
  readonly values: Float64Array
  /** V `[n, n]`, orthogonal: column j is the eigenvector of `values[j]`, of length 1. Its sign is the algorithm's. */
  readonly vectors: DenseMatrix
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix `[n, n]`, by Householder tridiagonalisation and implicit QL
 * (ml-matrix). Only + - * / and the square root are used, so equal matrices give equal bits on any machine.
 *
 * Throws a RangeError when A is not square, has an entry that is not finite, or is further from symmetric than rounding
 * explains (as in `solveSymmetric`).
 */
export function symmetricEigen(matrix: DenseMatrix): SymmetricEigen {
  if (!allFinite(matrix.data)) throw new RangeError('symmetricEigen: the matrix has an entry that is not finite')
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    toMlMatrix(symmetrised('symmetricEigen', matrix)),
    { assumeSymmetric: true },
  )
  const n = matrix.rows
  const vectors = denseMatrix(n, n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) vectors.data[i * n + j] = eigenvectorMatrix.get(i, j)
  return { values: Float64Array.from(realEigenvalues), vectors }
}
