import type { DenseMatrix } from './dense-matrix.ts'

/**
 * The Cholesky factor L `[n, n]` of a symmetric A `[n, n]`, lower triangular with A = L L' (Golub and Van Loan, Matrix
 * Computations, section 4.2); nothing when a pivot is not above 0. Only the lower triangle of A is read.
 *
 * It goes row by row, with every sum in the order of its index. That is the order of ml-matrix, so the bits are the
 * same. The code is here because bundlers hardly take ml-matrix apart, and a page that fits a baseline needs only this
 * much of it.
 */
export function choleskyFactor({ rows: n, data }: DenseMatrix): Float64Array | undefined {
  const factor = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    let squares = 0
    for (let k = 0; k < j; k++) {
      let sum = 0
      for (let i = 0; i < k; i++) sum += factor[k * n + i] * factor[j * n + i]
      const entry = (data[j * n + k] - sum) / factor[k * n + k]
      factor[j * n + k] = entry
      squares += entry * entry
    }
    const pivot = data[j * n + j] - squares
    if (!(pivot > 0)) return undefined
    factor[j * n + j] = Math.sqrt(pivot)
  }
  return factor
}

/**
 * The solution x `[n]` of L L' x = b for a factor L `[n, n]` of `choleskyFactor`, by forward and then back
 * substitution.
 */
export function choleskySolve(factor: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  const x = Float64Array.from(b)
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < k; i++) x[k] -= x[i] * factor[k * n + i]
    x[k] /= factor[k * n + k]
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let i = k + 1; i < n; i++) x[k] -= x[i] * factor[i * n + k]
    x[k] /= factor[k * n + k]
  }
  return x
}
