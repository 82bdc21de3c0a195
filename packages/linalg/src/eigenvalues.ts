import { EigenvalueDecomposition } from 'ml-matrix'
import { type DenseMatrix, symmetrised } from './dense-matrix.ts'
import { toMlMatrix } from './ml-matrix.ts'
import { allFinite } from './vectors.ts'

/**
 * The eigenvalues of a symmetric matrix `[n, n]`, as `[n]` in ascending order, by Householder tridiagonalisation and
 * implicit QL (ml-matrix). Only + - * / and the square root are used.
 *
 * For diagnostics, such as the condition of a Fisher matrix. Throws a RangeError when A is not square, has an entry
 * that is not finite, or is further from symmetric than rounding explains (as in `solveSymmetric`).
 */
export function eigenvaluesSymmetric(matrix: DenseMatrix): Float64Array {
  if (!allFinite(matrix.data)) {
    throw new RangeError('eigenvaluesSymmetric: the matrix has an entry that is not finite')
  }
  const decomposition = new EigenvalueDecomposition(toMlMatrix(symmetrised('eigenvaluesSymmetric', matrix)), {
    assumeSymmetric: true,
  })
  return Float64Array.from(decomposition.realEigenvalues).sort()
}
