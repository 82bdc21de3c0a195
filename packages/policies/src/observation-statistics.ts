import type { ObservationArray } from '@trpo/networks'

/**
 * Running mean and spread of each component of the observations seen. This is plain data, which is merged rather than
 * updated.
 */
export interface ObservationStatistics {
  /** Observations seen. */
  readonly count: number
  /** Mean of each component, [d]; 0 when none was seen. */
  readonly mean: Float64Array
  /** Sum of the squared deviations from the mean of each component, [d]. */
  readonly m2: Float64Array
}

/** The statistics of no observations of `size` components. Throws a RangeError unless `size` is a positive whole number. */
export function emptyStatistics(size: number): ObservationStatistics {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`size is ${size}, expected a positive whole number`)
  return { count: 0, mean: new Float64Array(size), m2: new Float64Array(size) }
}

/**
 * The statistics of a batch of observations [rows, size], by two passes over the rows in order and in f64.
 *
 * Throws a RangeError when rows and size do not fit the array, or when an observation is not finite.
 *
 * @param size Numbers in a row. It must be given when there may be no rows, or when the array is longer than its rows.
 * @default observations.length / rows
 */
export function statisticsOf(
  rows: number,
  observations: ObservationArray,
  size: number = observations.length / rows,
): ObservationStatistics {
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`rows is ${rows}, expected a whole number`)
  if (!Number.isInteger(size) || size < 1 || observations.length < rows * size) {
    throw new RangeError(`observations have length ${observations.length}: no whole rows for ${rows} rows of ${size}`)
  }
  const { mean, m2 } = emptyStatistics(size)
  if (rows === 0) return { count: 0, mean, m2 }
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < size; j++) {
      const x = observations[r * size + j]
      if (!Number.isFinite(x))
        throw new RangeError(`observation row ${r}, component ${j} is ${x}: expected finite numbers`)
      mean[j] += x
    }
  }
  for (let j = 0; j < size; j++) mean[j] /= rows
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < size; j++) {
      const deviation = observations[r * size + j] - mean[j]
      m2[j] += deviation * deviation
    }
  }
  return { count: rows, mean, m2 }
}

/**
 * The statistics of the observations of `a` followed by those of `b`.
 *
 * It uses the pairwise formula of Chan, Golub and LeVeque (1979), which is associative and commutative only up to
 * rounding: where equal bits matter, merge in a fixed order. Neither argument changes. Throws a RangeError when the
 * sizes differ.
 */
export function mergeStatistics(a: ObservationStatistics, b: ObservationStatistics): ObservationStatistics {
  const size = a.mean.length
  if (b.mean.length !== size) {
    throw new RangeError(`statistics of ${size} components cannot be merged with those of ${b.mean.length}`)
  }
  // This also keeps a merge with no observations exact.
  if (b.count === 0) return { count: a.count, mean: a.mean.slice(), m2: a.m2.slice() }
  if (a.count === 0) return { count: b.count, mean: b.mean.slice(), m2: b.m2.slice() }
  const count = a.count + b.count
  const { mean, m2 } = emptyStatistics(size)
  for (let j = 0; j < size; j++) {
    const delta = b.mean[j] - a.mean[j]
    mean[j] = a.mean[j] + (delta * b.count) / count
    m2[j] = a.m2[j] + b.m2[j] + delta * delta * ((a.count * b.count) / count)
  }
  return { count, mean, m2 }
}
