import type { SearchState } from '../search/search-method.ts'
import { checkedMean } from '../search/settings.ts'
import type { FullCovariance } from './full-covariance.ts'
import { fullIdentity } from './full-covariance.ts'
import { type CmaEsOptions, type CmaEsSettings, cmaEsSettings } from './options.ts'
import { type SeparableCovariance, separableIdentity } from './separable-covariance.ts'

/** The state of a CMA-ES search: candidates are mean + sigma N(0, C). */
export interface CmaEsState extends SearchState {
  /** The complete settings. */
  readonly settings: CmaEsSettings
  /** The step size. */
  readonly sigma: number
  /** C, the covariance of the candidates divided by the square of the step size. */
  readonly covariance: FullCovariance | SeparableCovariance
  /** p_sigma, the evolution path of the step size, [n]. */
  readonly pathSigma: Float64Array
  /** p_c, the evolution path of the covariance, [n]. */
  readonly pathC: Float64Array
}

/** The first state: C = I, both paths 0, candidates around `mean` [n]. Throws a RangeError on settings out of range. */
export function initCmaEs(mean: Float64Array, options: CmaEsOptions = {}): CmaEsState {
  const n = mean.length
  const own = checkedMean(mean)
  const settings = cmaEsSettings(n, options)
  return {
    settings,
    iteration: 0,
    mean: own,
    sigma: settings.sigma,
    covariance: settings.covariance === 'full' ? fullIdentity(n) : separableIdentity(n),
    pathSigma: new Float64Array(n),
    pathC: new Float64Array(n),
  }
}

/** The diagonal of C, [n]. */
export function variancesOf(covariance: CmaEsState['covariance']): Float64Array {
  if (covariance.kind === 'separable') return covariance.variances
  const { matrix, lengths } = covariance
  return lengths.map((_, i) => matrix[i * (lengths.length + 1)])
}
