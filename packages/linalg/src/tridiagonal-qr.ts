import { type ColumnRotations, columnRotations } from './column-rotations.ts'
import type { Tridiagonal } from './tridiagonal.ts'

/** Entries beside the diagonal up to this are taken as 0: far below rounding where the largest entry is near 1. */
const NEGLIGIBLE = 1e-140

/** Steps that are allowed for each row. Two are usual. */
export const STEPS_PER_ROW = 50

/**
 * Makes T diagonal in place by implicit QR steps with Wilkinson's shift (Golub and Van Loan, Matrix Computations,
 * algorithm 8.3.3): its `diagonal` ends as the eigenvalues, in no order. The largest entry of T is to be near 1.
 *
 * `vectors` is the Q of `accumulated`, or nothing. Every rotation is applied to its columns, so that column j ends as
 * the eigenvector of `diagonal[j]`; the eigenvalues have the same bits without it.
 *
 * Gives whether it came to an end within 50 n steps. It does for all that is known; NaN would not.
 */
export function diagonalise({ diagonal, offDiagonal }: Tridiagonal, vectors?: Float64Array): boolean {
  const split = (i: number) => {
    const size = Math.abs(offDiagonal[i])
    return size <= NEGLIGIBLE || size <= Number.EPSILON * (Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]))
  }
  const rotations = vectors && columnRotations(vectors, diagonal.length)
  let high = diagonal.length - 1
  let left = STEPS_PER_ROW * diagonal.length
  while (true) {
    while (high > 0 && split(high - 1)) high--
    if (high === 0 || left === 0) break
    left--
    let low = high - 1
    while (low > 0 && !split(low - 1)) low--
    qrStep(diagonal, offDiagonal, low, high, rotations)
  }
  rotations?.finish()
  return high === 0
}

/** One step on the rows `low` to `high`, between which no entry beside the diagonal is 0 (algorithm 8.3.2). */
function qrStep(d: Float64Array, e: Float64Array, low: number, high: number, rotations?: ColumnRotations): void {
  let x = d[low] - wilkinsonShift(d[high - 1], e[high - 1], d[high])
  let z = e[low]
  for (let k = low; k < high; k++) {
    // The rotation by [c, s; -s, c] takes (x, z) to (r, 0). Quotients instead of squares: both may be tiny.
    let c = 1
    let s = 0
    if (Math.abs(z) > Math.abs(x)) {
      const quotient = x / z
      s = 1 / Math.sqrt(1 + quotient * quotient)
      c = s * quotient
    } else if (z !== 0) {
      const quotient = z / x
      c = 1 / Math.sqrt(1 + quotient * quotient)
      s = c * quotient
    }
    if (k > low) e[k - 1] = c * x + s * z
    const difference = d[k] - d[k + 1]
    const moved = s * (s * difference - 2 * c * e[k])
    d[k] -= moved
    d[k + 1] += moved
    e[k] = (c - s) * (c + s) * e[k] - c * s * difference
    if (k + 1 < high) {
      x = e[k]
      z = s * e[k + 1]
      e[k + 1] *= c
    }
    rotations?.rotate(k, c, s)
  }
}

/** The eigenvalue of [a, b; b, d] that is closer to d, where b is not 0. */
function wilkinsonShift(a: number, b: number, d: number): number {
  const half = (a - d) / 2 / b
  const root = Math.sqrt(1 + half * half)
  return d - b / (half < 0 ? half - root : half + root)
}
