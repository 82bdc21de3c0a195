import { randomStream } from '@trpo/random'

/** A mean, and how far it may be off. */
export interface Interval {
  /** The mean of the values. */
  readonly mean: number
  /** The lower end. */
  readonly low: number
  /** The upper end. */
  readonly high: number
}

/** How an interval is made. */
export interface BootstrapOptions {
  /**
   * Samples that are drawn from the values, each with replacement and as large as they are.
   * @default 2000
   */
  readonly resamples?: number
  /**
   * The part of the resampled means that lies in the interval.
   * @default 0.95
   */
  readonly level?: number
}

/**
 * The mean of some values and its percentile bootstrap interval; null for none. The draws have a seed of their own, so equal
 * values in any order give the same bits. Of one value it is that value; of two or three it is hardly more than their range.
 *
 * Source: Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7; for few runs of
 * reinforcement learning Agarwal et al. (2021), Deep reinforcement learning at the edge of the statistical precipice.
 */
export function bootstrapInterval(
  values: readonly number[],
  { resamples = 2000, level = 0.95 }: BootstrapOptions = {},
): Interval | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const random = randomStream(0, 'bootstrap')
  const means = new Float64Array(resamples)
  for (let i = 0; i < resamples; i++) {
    let sum = 0
    for (let j = 0; j < sorted.length; j++) sum += sorted[random.integer(sorted.length)]
    means[i] = sum / sorted.length
  }
  means.sort()
  const at = (part: number) => means[Math.min(resamples - 1, Math.floor(part * resamples))]
  const mean = sorted.reduce((a, b) => a + b) / sorted.length
  // Rounding must not put the mean of equal values outside.
  return { mean, low: Math.min(mean, at((1 - level) / 2)), high: Math.max(mean, at((1 + level) / 2)) }
}
