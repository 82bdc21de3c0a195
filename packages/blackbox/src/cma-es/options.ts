import { log } from '@trpo/math'
import { assertPositive, assertWhole } from '../search/settings.ts'

/** How the covariance of the candidates is kept: a whole matrix, or its diagonal only. */
export type CovarianceKind = 'full' | 'separable'

/** The settings of CMA-ES; the defaults are those of Hansen's tutorial (2016). */
export interface CmaEsOptions {
  /**
   * Standard deviation of every coordinate of the first candidates. The solution should be expected within one to three of
   * these of the first guess.
   * @default 0.3
   */
  readonly sigma?: number
  /**
   * lambda, the number of candidates of an iteration, at least 3.
   * @default 4 + floor(3 ln n), Eq 48
   */
  readonly population?: number | undefined
  /**
   * Whether the least fit candidates have negative weights, which take their directions out of the covariance (Eq 47). This is
   * the tutorial's default since 2016.
   * @default true
   */
  readonly active?: boolean
  /**
   * How the covariance is kept.
   * @default 'full' up to 1,000 parameters, 'separable' above
   */
  readonly covariance?: CovarianceKind | undefined
}

/** The complete settings of a search over n parameters. */
export interface CmaEsSettings {
  /** The first step size. */
  readonly sigma: number
  /** lambda, the number of candidates of an iteration. */
  readonly population: number
  /** Whether the least fit candidates have negative weights. */
  readonly active: boolean
  /** Whether the whole covariance matrix is kept or its diagonal. */
  readonly covariance: CovarianceKind
}

/**
 * The number of parameters up to which a whole covariance matrix is kept by default; at that size a decomposition takes
 * seconds.
 */
const FULL_COVARIANCE_PARAMETERS = 1000

/** Completes settings by their defaults for n parameters. Throws a RangeError that names the first one out of range. */
export function cmaEsSettings(n: number, options: CmaEsOptions = {}): CmaEsSettings {
  const { sigma = 0.3, population = defaultPopulation(n), active = true } = options
  const { covariance = n > FULL_COVARIANCE_PARAMETERS ? 'separable' : 'full' } = options
  assertPositive('sigma', sigma)
  assertWhole('population', population, 3)
  return { sigma, population, active, covariance }
}

/** lambda = 4 + floor(3 ln n) (Eq 48). */
function defaultPopulation(n: number): number {
  return 4 + Math.floor(3 * log(n))
}
