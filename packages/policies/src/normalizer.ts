import type { ObservationArray, RealArray } from '@trpo/networks'
import type { ObservationStatistics } from './observation-statistics.ts'

/**
 * A fixed map of observations, part of the policy: clamp((x - mean) / std, -clip, clip) for each component.
 * Deviates: the paper names no normaliser; leave it out to have the paper's policy.
 */
export interface Normalizer {
  /** What is subtracted, [d]. */
  readonly mean: Float64Array
  /** What divides, [d], positive. */
  readonly std: Float64Array
  /** The largest size of a component that comes out; positive, Infinity for no limit. */
  readonly clip: number
}

/** How statistics become a normaliser. */
export interface NormalizerOptions {
  /**
   * The limit of `Normalizer`.
   * @default 10
   */
  readonly clip?: number
  /**
   * Added to every variance, so that no std is below sqrt(epsilon).
   * @default 1e-8, which keeps every std above 1e-4
   */
  readonly epsilon?: number
}

/**
 * The normaliser that gives the observations seen mean 0 and variance 1: std = sqrt(m2 / (count - 1) + epsilon).
 *
 * With fewer than 2 observations there is no variance, and it is the identity: mean 0, std 1, no limit.
 * Throws a RangeError unless clip is positive and epsilon is positive and finite.
 */
export function normalizerFrom(statistics: ObservationStatistics, options: NormalizerOptions = {}): Normalizer {
  const { clip = 10, epsilon = 1e-8 } = options
  if (!(clip > 0)) throw new RangeError(`clip is ${clip}, expected a positive number`)
  if (!(epsilon > 0 && epsilon < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`epsilon is ${epsilon}, expected a positive finite number`)
  }
  const { count, mean, m2 } = statistics
  if (count < 2) {
    return {
      mean: new Float64Array(mean.length),
      std: new Float64Array(mean.length).fill(1),
      clip: Number.POSITIVE_INFINITY,
    }
  }
  return { mean: mean.slice(), std: m2.map((squares) => Math.sqrt(squares / (count - 1) + epsilon)), clip }
}

/**
 * Writes the normalised observations [rows, d] into `into`; NaN stays NaN. Computed in f64 from whatever they are stored
 * as, then rounded to what `into` holds: a clock of 1.76e9 loses nothing before its mean is taken off.
 */
export function normalize(normalizer: Normalizer, rows: number, observations: ObservationArray, into: RealArray): void {
  const { mean, std, clip } = normalizer
  const size = mean.length
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < size; j++) {
      const z = (observations[r * size + j] - mean[j]) / std[j]
      into[r * size + j] = Math.max(-clip, Math.min(clip, z))
    }
  }
}

/** A copy of `normalizer`, for observations of `size` components; throws a RangeError naming what is wrong with it. */
export function checkNormalizer(normalizer: Normalizer, size: number): Normalizer {
  const { mean, std, clip } = normalizer
  for (const [name, values] of [['mean', mean] as const, ['std', std] as const]) {
    if (values.length !== size) {
      throw new RangeError(`normalizer.${name} has length ${values.length}, the network takes ${size} inputs`)
    }
    const bad = values.findIndex((value) => !Number.isFinite(value) || (name === 'std' && value <= 0))
    if (bad >= 0) {
      const expected = name === 'std' ? 'a positive finite number' : 'a finite number'
      throw new RangeError(`normalizer.${name}[${bad}] is ${values[bad]}, expected ${expected}`)
    }
  }
  if (!(clip > 0)) throw new RangeError(`normalizer.clip is ${clip}, expected a positive number`)
  return { mean: mean.slice(), std: std.slice(), clip }
}
