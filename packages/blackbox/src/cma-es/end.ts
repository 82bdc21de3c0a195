import { type CmaEsState, variancesOf } from './cma-es-state.ts'

/**
 * Why a search has ended, since its numbers would mean nothing from here on (appendix B.3 of the tutorial).
 *
 * - `noEffectCoord`: adding a fifth of its standard deviation to some coordinate of the mean does not change it.
 * - `conditionCov`: the condition number of C exceeds 1e14.
 */
export type CmaEsEnd = 'noEffectCoord' | 'conditionCov'

/** The greatest ratio of two axes of C, the square root of 1e14. */
const GREATEST_AXIS_RATIO = 1e7

/** Why the search has ended, or undefined while it continues. A state that has ended stays as it is, whatever it is told. */
export function cmaEsEnd({ mean, sigma, covariance }: CmaEsState): CmaEsEnd | undefined {
  const spread = variancesOf(covariance).map((variance) => sigma * Math.sqrt(variance))
  // The negation catches a variance that rounding made negative.
  if (!spread.every((std, i) => mean[i] + 0.2 * std !== mean[i])) return 'noEffectCoord'
  return axisRatio(covariance) <= GREATEST_AXIS_RATIO ? undefined : 'conditionCov'
}

/** The length of the longest axis of a covariance divided by that of its shortest, as it was last decomposed. */
export function axisRatio(covariance: CmaEsState['covariance']): number {
  const lengths = covariance.kind === 'full' ? covariance.lengths : covariance.variances.map(Math.sqrt)
  const least = lengths.reduce((a, b) => Math.min(a, b))
  return lengths.reduce((a, b) => Math.max(a, b)) / least
}
