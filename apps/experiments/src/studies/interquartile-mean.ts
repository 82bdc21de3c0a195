import { randomStream } from '@trpo/random'

/** A mean of the middle, and how far it may be off. */
interface InterquartileMean {
  readonly value: number
  /** The 95% percentile bootstrap interval. */
  readonly low: number
  readonly high: number
}

const RESAMPLES = 2000

/**
 * The mean of the middle half of some values, with its interval over resampled values, as rliable takes them of the runs of one task: a
 * quarter of the values, rounded down, is left out at each end. Source: Agarwal et al. (2021), Deep reinforcement learning at the edge of the
 * statistical precipice, section 4.3. The draws have a seed of their own.
 */
export function interquartileMean(values: readonly number[]): InterquartileMean {
  const random = randomStream(0, 'interquartile mean')
  const means = Float64Array.from({ length: RESAMPLES }, () =>
    middleMean(values.map(() => values[random.integer(values.length)])),
  ).sort()
  return { value: middleMean(values), low: means[0.025 * RESAMPLES], high: means[0.975 * RESAMPLES - 1] }
}

function middleMean(values: readonly number[]): number {
  const cut = Math.floor(values.length / 4)
  const middle = [...values].sort((a, b) => a - b).slice(cut, values.length - cut)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}
