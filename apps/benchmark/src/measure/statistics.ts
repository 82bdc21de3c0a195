/** Median and extremes of some measurements. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The spread of one or more finite numbers; the median of an even number is the mean of the middle two. Throws a RangeError otherwise. */
export function spreadOf(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new RangeError('there are no samples to take the median of; give at least one')
  const bad = samples.find((sample) => !Number.isFinite(sample))
  if (bad !== undefined) throw new RangeError(`a sample is ${bad}; expected finite numbers`)
  const sorted = samples.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  return { median, min: sorted[0], max: sorted[sorted.length - 1] }
}

/** The unit of a suite's numbers: steps per second, where more is better, or seconds, where less is better. */
export type Unit = 'steps/s' | 's'

/**
 * How many times as fast `a` is as `b`, repeat by repeat. Each pair was measured in the same round, so a slow spell of
 * the machine slowed both. Throws a RangeError when there are not as many of one as of the other.
 */
export function timesAsFast(a: readonly number[], b: readonly number[], unit: Unit): number[] {
  if (a.length !== b.length) throw new RangeError(`${a.length} samples cannot be paired with ${b.length}`)
  return a.map((value, i) => (unit === 's' ? b[i] / value : value / b[i]))
}

/**
 * The share of the possible gain that was reached, repeat by repeat: `gains` over `bounds`. Throws a RangeError when
 * there are not as many of one as of the other.
 */
export function efficiencies(gains: readonly number[], bounds: readonly number[]): number[] {
  if (gains.length !== bounds.length)
    throw new RangeError(`${gains.length} gains cannot be paired with ${bounds.length} bounds`)
  return gains.map((gain, i) => gain / bounds[i])
}
