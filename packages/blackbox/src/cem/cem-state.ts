import { initDiagonal } from '../search/diagonal-state.ts'
import type { SearchState } from '../search/search-method.ts'
import { assertNotNegative, assertPositive, assertWhole } from '../search/settings.ts'

/** The settings of the cross-entropy method; the defaults are those of Szita and Lorincz 2006. */
export interface CemOptions {
  /**
   * N, the number of candidates of an iteration, at least 2.
   * @default 100
   */
  readonly population?: number
  /**
   * rho N, the number of the fittest candidates to which the next distribution is fitted, from 1 to N.
   * @default a tenth of the population, rounded, at least 1
   */
  readonly elite?: number
  /**
   * The standard deviation of every coordinate of the first candidates.
   * @default 10, since the source has a variance of 100
   */
  readonly initialStd?: number
  /**
   * a in Z_t = max(a - b t, 0), which is added to every variance after iteration t = 0, 1, ...; 0 for no noise.
   * @default 0
   */
  readonly noise?: number
  /**
   * b in Z_t, by which the noise falls from iteration to iteration; 0 for constant noise.
   * @default 0
   */
  readonly noiseDecay?: number
}

/** The state of a cross-entropy search. */
export interface CemState extends SearchState {
  /** The complete settings. */
  readonly options: Required<CemOptions>
  /** The standard deviation of each coordinate of the next candidates, [n]. */
  readonly std: Float64Array
}

/** Completes settings by their defaults. Throws a RangeError that names the first one out of range. */
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
  return { options: complete, ...initDiagonal(mean, complete.initialStd) }
}
