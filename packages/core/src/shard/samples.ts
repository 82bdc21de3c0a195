import type { Batch } from '@trpo/samplers'

/** What a shard knows of its batch, one entry a row. Longer than the batch where an earlier one was larger. */
export interface Samples {
  readonly batch: Batch
  readonly returns: Float64Array
  readonly advantages: Float64Array
  readonly weights: Float64Array
  /** log pi_old(a|s), kept so that the ratio at theta_old is exactly 1. */
  readonly logProbs: Float64Array
}

/** Arrays for a new batch; those of the last one are reused when they are large enough. */
export function samplesFor(batch: Batch, last: Samples | undefined): Samples {
  if (last && last.returns.length >= batch.rows) return { ...last, batch }
  const array = () => new Float64Array(batch.rows)
  return { batch, returns: array(), advantages: array(), weights: array(), logProbs: array() }
}

/** Row ranges of arrays with `size` numbers a row. */
export function rowsOf<T extends Float32Array | Float64Array>(array: T, size: number, from: number, rows: number): T {
  return array.subarray(from * size, (from + rows) * size) as T
}
