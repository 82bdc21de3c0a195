import { initDiagonal } from '../search/diagonal-state.ts'
import type { SearchState } from '../search/search-method.ts'
import { assertNotNegative, assertPositive, assertWhole } from '../search/settings.ts'

/** The settings of episodic reward-weighted regression. */
export interface RwrOptions {
  /**
   * The number of candidates of an iteration, at least 2.
   * @default 50
   */
  readonly population?: number
  /**
   * The standard deviation of every coordinate of the first candidates.
   * @default 1
   */
  readonly initialStd?: number
  /**
   * The logarithm of the ratio between the weights of the fittest and the least fit candidate: the weights are
   * exp(sharpness (f - max f) / (max f - min f)). With 0 all candidates weigh alike.
   * @default 10, as in Theodorou et al. 2010 for path integrals
   */
  readonly sharpness?: number
  /**
   * The bound below which no standard deviation falls.
   * @default 0
   */
  readonly minStd?: number
}

/** The state of a reward-weighted regression. */
export interface RwrState extends SearchState {
  /** The complete settings. */
  readonly options: Required<RwrOptions>
  /** The standard deviation of each coordinate of the next candidates, [n]. */
  readonly std: Float64Array
  /** How many equally weighted candidates the last weights amount to: (sum d)^2 / sum d^2; 0 before the first iteration. */
  readonly effective: number
}

/** Completes settings by their defaults. Throws a RangeError that names the first one out of range. */
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
  return { options: complete, ...initDiagonal(mean, complete.initialStd), effective: 0 }
}
