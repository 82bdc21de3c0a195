import type { SearchState } from '../search/search-method.ts'
import { assertNotNegative, assertPositive, assertWhole, checkedMean } from '../search/settings.ts'

/** The settings of the cross-entropy method; the defaults are those of Szita and Lorincz 2006. */
export interface CemOptions {
  /**
   * N, candidates an iteration, at least 2.
   * @default 100
   */
  readonly population?: number
  /**
   * rho N, the fittest candidates that the next distribution is fitted to, from 1 to N.
   * @default a tenth of the population, rounded, at least 1
   */
  readonly elite?: number
  /**
   * Standard deviation of every coordinate of the first candidates.
   * @default 10, as its variance is 100 there
   */
  readonly initialStd?: number
  /**
   * a of Z_t = max(a - b t, 0), what is added to every variance after iteration t = 0, 1, ...; 0 for no noise.
   * @default 0
   */
  readonly noise?: number
  /**
   * b of the same; 0 for constant noise.
   * @default 0
   */
  readonly noiseDecay?: number
}

/** Where a cross-entropy search stands. */
export interface CemState extends SearchState {
  /** The settings, complete. */
  readonly options: Required<CemOptions>
  /** Standard deviation of each coordinate of the next candidates, [n]. */
  readonly std: Float64Array
}

/** The settings with their defaults. Throws a RangeError that names the first one out of range. */
export function cemOptions(options: CemOptions = {}): Required<CemOptions> {
  const { population = 100, initialStd = 10, noise = 0, noiseDecay = 0 } = options
  assertWhole('population', population, 2)
  const { elite = Math.max(1, Math.round(population / 10)) } = options
  assertWhole('elite', elite, 1)
  if (elite > population)
    throw new RangeError(`elite is ${elite}, expected at most the population, which is ${population}`)
  assertPositive('initialStd', initialStd)
  assertNotNegative('noise', noise)
  assertNotNegative('noiseDecay', noiseDecay)
  return { population, elite, initialStd, noise, noiseDecay }
}

/** The first state: candidates around `mean` [n]. Throws a RangeError on settings out of range. */
export function initCem(mean: Float64Array, options: CemOptions = {}): CemState {
  const complete = cemOptions(options)
  return {
    options: complete,
    iteration: 0,
    mean: checkedMean(mean),
    std: new Float64Array(mean.length).fill(complete.initialStd),
  }
}
