import { type DenseMatrix, symmetrised } from './dense-matrix.ts'
import { accumulated, tridiagonalised } from './tridiagonal.ts'
import { diagonalise, STEPS_PER_ROW } from './tridiagonal-qr.ts'
import { allFinite } from './vectors.ts'

/** A = V diag(values) V' of a symmetric matrix. */
export interface SymmetricEigen {
  /** The eigenvalues `[n]`, ascending. */
  readonly values: Float64Array
  /** V `[n, n]`, orthogonal: column j is the eigenvector of `values[j]`, of length 1. Its sign is the algorithm's. */
  readonly vectors: DenseMatrix
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix `[n, n]`, by Householder tridiagonalisation and implicit QR
 * steps with Wilkinson's shift (Golub and Van Loan, Matrix Computations, section 8.3). The error is about the rounding
 * of the largest eigenvalue.
 *
 * Only + - * / and the square root are used, in a fixed order, so equal matrices give equal bits on any machine. The
 * matrix is first scaled by a power of 2, so the vectors of 2 A have the bits of those of A, and no square overflows.
 *
 * Throws a RangeError when A is not square, has an entry that is not finite, or is further from symmetric than rounding
 * explains (as in `solveSymmetric`), and an Error if 50 n QR steps do not do, which no matrix is known to need.
 */
export function symmetricEigen(matrix: DenseMatrix): SymmetricEigen {
  const n = matrix.rows
  const { values, vectors } = decomposed('symmetricEigen', matrix, true)
  const order = Uint32Array.from(values, (_, j) => j).sort((i, j) => values[i] - values[j] || i - j)
  const sorted = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sorted[i * n + j] = vectors[i * n + order[j]]
  return { values: values.sort(), vectors: { rows: n, columns: n, data: sorted } }
}

/**
 * The eigenvalues of a symmetric matrix `[n, n]`, as `[n]` in ascending order: those of `symmetricEigen`, bit for bit,
 * in a fraction of the time. Throws as it does.
 *
 * For diagnostics, such as the condition of a Fisher matrix.
 */
export function eigenvaluesSymmetric(matrix: DenseMatrix): Float64Array {
  return decomposed('eigenvaluesSymmetric', matrix, false).values.sort()
}

/** The eigenvalues in no order, and the eigenvectors as columns in the same order if they are asked for. */
function decomposed(what: string, matrix: DenseMatrix, withVectors: boolean) {
  const { rows: n, data } = symmetrised(what, matrix)
  if (!allFinite(data)) throw new RangeError(`${what}: the matrix has an entry that is not finite`)
  const scale = scaleToOne(data)
  for (let at = 0; at < data.length; at++) data[at] *= scale
  const tridiagonal = tridiagonalised(data, n)
  const vectors = withVectors ? accumulated(data, n) : new Float64Array(0)
  if (!diagonalise(tridiagonal, withVectors ? vectors : undefined)) {
    throw new Error(
      `${what}: the eigenvalues of a ${n} x ${n} matrix did not converge in ${STEPS_PER_ROW * n} QR steps`,
    )
  }
  // Adding 0 makes 0 of -0.
  return { values: tridiagonal.diagonal.map((value) => value / scale + 0), vectors }
}

/** The power of 2 that brings the largest entry to at least 1/2 and below 1, as far as f64 goes. */
function scaleToOne(data: Float64Array): number {
  let largest = 0
  for (let at = 0; at < data.length; at++) largest = Math.max(largest, Math.abs(data[at]))
  let scale = 1
  while (largest * scale < 0.5 && scale < 1e300) scale *= 2
  while (largest * scale >= 1) scale /= 2
  return scale
}
