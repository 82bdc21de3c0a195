import { expArray, log1pArray, type RealArray } from '@trpo/math'

/** How many numbers are exponentiated at once; a chunk of rows has that many logits. */
const CHUNK = 1024

/**
 * The softmaxes of a chunk of rows, in memory that the next chunk uses again. Softmax s = row k + factor, and logit row
 * m + c, counted from the first row of the chunk.
 *
 * The largest logit is taken out of all sums, so logits of any size do not overflow. A logit of -Infinity rules its
 * class out. Where all logits of a factor are -Infinity, or one is Infinity or NaN, the results are NaN.
 */
export interface SoftmaxRows {
  /** Rows of a full chunk. */
  readonly capacity: number
  /** Per softmax: the class, from 0, of the largest logit; the lowest one on a tie. */
  readonly best: Int32Array
  /** Per logit: how far it is above the largest one of its softmax, at most 0. */
  readonly shifted: Float64Array
  /** Per logit: the exponential of that. */
  readonly weights: Float64Array
  /** Per softmax: the sum of the weights of all classes but `best`. The normaliser is 1 + this. */
  readonly others: Float64Array
  /** Per softmax: the logarithm of the normaliser. Only `fillWithLogarithms` makes it. */
  readonly logNormalisers: Float64Array
  /** Computes the softmaxes of rows first .. first + rows of `mu`. */
  fill(mu: RealArray, first: number, rows: number): void
  /**
   * Computes the softmaxes and their logarithms, as log1p of `others`, so a softmax that has almost decided keeps all
   * its digits.
   */
  fillWithLogarithms(mu: RealArray, first: number, rows: number): void
}

/** The index, from 0, of the largest of the n logits from `at` on; the lowest one on a tie. */
export function largest(mu: RealArray, at: number, n: number): number {
  let best = 0
  for (let c = 1; c < n; c++) if (mu[at + c] > mu[at + best]) best = c
  return best
}

/** Room for the softmaxes of rows with factors of these numbers of classes. */
export function softmaxRows(classes: readonly number[]): SoftmaxRows {
  const k = classes.length
  const m = classes.reduce((sum, n) => sum + n, 0)
  const capacity = Math.max(1, Math.floor(CHUNK / m))
  const best = new Int32Array(capacity * k)
  const shifted = new Float64Array(capacity * m)
  const weights = new Float64Array(capacity * m)
  const others = new Float64Array(capacity * k)
  const logNormalisers = new Float64Array(capacity * k)

  function fill(mu: RealArray, first: number, rows: number): void {
    let s = 0
    let at = 0
    let from = first * m
    for (let row = 0; row < rows; row++) {
      for (const n of classes) {
        const top = largest(mu, from, n)
        const logit = mu[from + top]
        for (let c = 0; c < n; c++) shifted[at + c] = mu[from + c] - logit
        best[s++] = top
        at += n
        from += n
      }
    }
    expArray(shifted, weights, rows * m)
    s = 0
    at = 0
    for (let row = 0; row < rows; row++) {
      for (const n of classes) {
        let sum = 0
        for (let c = 0; c < n; c++) if (c !== best[s]) sum += weights[at + c]
        others[s++] = sum
        at += n
      }
    }
  }

  return {
    capacity,
    best,
    shifted,
    weights,
    others,
    logNormalisers,
    fill,
    fillWithLogarithms(mu, first, rows) {
      fill(mu, first, rows)
      log1pArray(others, logNormalisers, rows * k)
    },
  }
}
