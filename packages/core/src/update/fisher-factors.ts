/** Factors of the Fisher matrices of single states: F_s = G_s'G_s. */
export interface FisherFactors {
  /** N, the number of sampled states, each with a Fisher matrix of its own. */
  readonly states: number
  /** The number of rows of a factor. */
  readonly rank: number
  /** p, the number of columns of a factor. */
  readonly size: number
  /** The factors G_s, [states, rank, size], row-major. */
  readonly data: Float64Array
}
