import { log } from '@trpo/math'
import { assertPositive, assertWhole } from '../search/settings.ts'

/** How the covariance of the candidates is kept: a whole matrix, or its diagonal only. */
export type CovarianceKind = 'full' | 'separable'

/** The settings of CMA-ES; the defaults are those of Hansen's tutorial (2016). */
export interface CmaEsOptions {
  /**
   * Standard deviation of every coordinate of the first candidates. A solution is best expected within one to three of it
   * from the first guess.
   * @default 0.3
   */
  readonly sigma?: number
  /**
   * lambda, candidates an iteration, at least 3.
   * @default 4 + floor(3 ln n), Eq 48
   */
  readonly population?: number | undefined
  /**
   * Whether the least fit candidates take their directions out of the covariance (Eq 47 with negative weights). The tutorial's
   * default since 2016.
   * @default true
   */
  readonly active?: boolean
  /**
   * How the covariance is kept.
   * @default 'full' up to 1,000 parameters, 'separable' above
   */
  readonly covariance?: CovarianceKind | undefined
}

/** The settings of a search over n parameters, complete. */
export interface CmaEsSettings {
  /** The first step size. */
  readonly sigma: number
  /** lambda, candidates an iteration. */
  readonly population: number
  /** Whether weights may be negative. */
  readonly active: boolean
  /** How the covariance is kept. */
  readonly covariance: CovarianceKind
}

/** Parameters up to which a whole covariance matrix is kept by default: an eigen-decomposition there takes seconds. */
const FULL_COVARIANCE_PARAMETERS = 1000

/** The settings with their defaults for n parameters. Throws a RangeError that names the first one out of range. */
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
