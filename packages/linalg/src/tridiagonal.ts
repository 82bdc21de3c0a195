/** A symmetric tridiagonal matrix T `[n, n]`. */
export interface Tridiagonal {
  /** The entries (i, i), `[n]`. */
  readonly diagonal: Float64Array
  /** The entries (i, i + 1), `[n - 1]`. */
  readonly offDiagonal: Float64Array
}

/**
 * Sums of squares up to this are taken as 0. Beside a largest entry near 1 they are far below rounding, and they are
 * still well above the numbers that lose digits to underflow.
 */
const NEGLIGIBLE_SQUARES = 1e-280

/**
 * Reduces a symmetric matrix A `[n, n]`, whose largest entry is near 1, to T = Q' A Q by Householder reflections
 * (Golub and Van Loan, Matrix Computations, section 8.3.1).
 *
 * Rows are reduced from the last to the third, so that every loop runs along a row: reflection k acts on the indices
 * before k and clears row k up to its last entry before the diagonal. Only the lower triangle is read. It is
 * overwritten: row k ends as the unit vector u `[k]` of its reflection I - 2 u u', for `accumulated`.
 */
export function tridiagonalised(a: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n)
  const offDiagonal = new Float64Array(n - 1)
  const product = new Float64Array(n)
  for (let k = n - 1; k > 0; k--) {
    diagonal[k] = a[k * n + k]
    const u = a.subarray(k * n, k * n + k)
    if (k === 1) offDiagonal[0] = u[0]
    else {
      offDiagonal[k - 1] = reflector(u)
      if (u[k - 1] !== 0) reflect(a, n, u, product)
    }
  }
  diagonal[0] = a[0]
  return { diagonal, offDiagonal }
}

/**
 * Overwrites a row x with the unit vector u of the reflection that takes it to (0, ..., 0, r), and gives r. The sign of
 * r is the one that cancels no digits. A row that is of this form already leaves u = 0: no reflection.
 */
function reflector(x: Float64Array): number {
  const last = x.length - 1
  let squares = 0
  for (let j = 0; j < last; j++) squares += x[j] * x[j]
  const kept = x[last]
  if (squares <= NEGLIGIBLE_SQUARES) {
    x.fill(0)
    return kept
  }
  const length = Math.sqrt(squares + kept * kept)
  const pivot = kept > 0 ? kept + length : kept - length
  const scale = 1 / Math.sqrt(squares + pivot * pivot)
  for (let j = 0; j < last; j++) x[j] *= scale
  x[last] = pivot * scale
  return kept > 0 ? -length : length
}

/**
 * B becomes (I - 2 u u') B (I - 2 u u') = B - u w' - w u' for the leading block B of u's size, with p = 2 B u and
 * w = p - (p'u) u.
 */
function reflect(a: Float64Array, n: number, u: Float64Array, p: Float64Array): void {
  const size = u.length
  for (let i = 0; i < size; i++) {
    const row = i * n
    const ui = u[i]
    let sum = 0
    for (let j = 0; j < i; j++) {
      const entry = a[row + j]
      sum += entry * u[j]
      p[j] += entry * ui
    }
    p[i] = sum + a[row + i] * ui
  }
  let along = 0
  for (let i = 0; i < size; i++) {
    p[i] *= 2
    along += p[i] * u[i]
  }
  for (let i = 0; i < size; i++) p[i] -= along * u[i]
  for (let i = 0; i < size; i++) {
    const row = i * n
    const ui = u[i]
    const wi = p[i]
    for (let j = 0; j <= i; j++) a[row + j] -= ui * p[j] + wi * u[j]
  }
}

/**
 * Q of the reflections that `tridiagonalised` left in the lower triangle, row-major `[m, n]`: rows of 0 follow its n
 * rows, up to the next multiple of 4.
 *
 * The reflections are taken from the smallest to the largest, as in section 5.1.6 of the book, since the product of the
 * first ones differs from I in its leading block only.
 */
export function accumulated(reflectors: Float64Array, n: number): Float64Array {
  const q = new Float64Array(4 * Math.ceil(n / 4) * n)
  for (let i = 0; i < n; i++) q[i * n + i] = 1
  const product = new Float64Array(n)
  for (let k = 2; k < n; k++) {
    const u = reflectors.subarray(k * n, k * n + k)
    product.fill(0, 0, k)
    // Two rows at a time, as this loop waits for memory. Row k is still that of I, and u ends before it.
    for (let i = 0; i < k; i += 2) {
      const first = 2 * u[i]
      const second = i + 1 < k ? 2 * u[i + 1] : 0
      const row = i * n
      for (let j = 0; j < k; j++) product[j] += first * q[row + j] + second * q[row + n + j]
    }
    for (let i = 0; i < k; i++) {
      const ui = u[i]
      const row = i * n
      for (let j = 0; j < k; j++) q[row + j] -= ui * product[j]
    }
  }
  return q
}
