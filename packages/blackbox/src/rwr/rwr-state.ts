import type { SearchState } from '../search/search-method.ts'
import { assertNotNegative, assertPositive, assertWhole, checkedMean } from '../search/settings.ts'

/** The settings of episodic reward-weighted regression. */
export interface RwrOptions {
  /**
   * Candidates an iteration, at least 2.
   * @default 50
   */
  readonly population?: number
  /**
   * Standard deviation of every coordinate of the first candidates.
   * @default 1
   */
  readonly initialStd?: number
  /**
   * How much more the fittest candidate weighs than the least fit one, as the logarithm of the ratio: the weights are
   * exp(sharpness (f - max f) / (max f - min f)). 0 weighs all alike.
   * @default 10, as Theodorou et al. 2010 have it for path integrals
   */
  readonly sharpness?: number
  /**
   * No standard deviation falls below it.
   * @default 0
   */
  readonly minStd?: number
}

/** Where a reward-weighted regression stands. */
export interface RwrState extends SearchState {
  /** The settings, complete. */
  readonly options: Required<RwrOptions>
  /** Standard deviation of each coordinate of the next candidates, [n]. */
  readonly std: Float64Array
  /** How many candidates the last weights count for: (sum d)^2 / sum d^2; 0 before the first iteration. */
  readonly effective: number
}

/** The settings with their defaults. Throws a RangeError that names the first one out of range. */
export function rwrOptions(options: RwrOptions = {}): Required<RwrOptions> {
  const { population = 50, initialStd = 1, sharpness = 10, minStd = 0 } = options
  assertWhole('population', population, 2)
  assertPositive('initialStd', initialStd)
  assertNotNegative('sharpness', sharpness)
  assertNotNegative('minStd', minStd)
  return { population, initialStd, sharpness, minStd }
}

/** The first state: candidates around `mean` [n]. Throws a RangeError on settings out of range. */
export function initRwr(mean: Float64Array, options: RwrOptions = {}): RwrState {
  const complete = rwrOptions(options)
  return {
    options: complete,
    iteration: 0,
    mean: checkedMean(mean),
    std: new Float64Array(mean.length).fill(complete.initialStd),
    effective: 0,
  }
}
