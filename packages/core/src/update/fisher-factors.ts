/** Factors of the Fisher matrices of single states: F_s = G_s'G_s. */
export interface FisherFactors {
  /** How many states. */
  readonly states: number
  /** Rows of a factor. */
  readonly rank: number
  /** p, columns of a factor. */
  readonly size: number
  /** The factors G_s, [states, rank, size], row-major. */
  readonly data: Float64Array
}
