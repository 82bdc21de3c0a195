import type { CmaEsSettings } from './options.ts'
import { rawWeights, scaledWeights } from './weights.ts'

/** The constants of a search (Table 1 of Hansen 2016). */
export interface Strategy {
  /** w_i of the i-th fittest candidate, [lambda]. */
  readonly weights: Float64Array
  /** mu_eff, the variance effective selection mass of the positive weights (Eq 8). */
  readonly muEff: number
  /** c_sigma, the learning rate of the path of the step size (Eq 55). */
  readonly cSigma: number
  /** d_sigma, the damping of the step size (Eq 55). */
  readonly dSigma: number
  /** c_c, the learning rate of the path of the covariance (Eq 56). */
  readonly cC: number
  /** c_1, the learning rate of the rank-one update (Eq 57). */
  readonly c1: number
  /** c_mu, the learning rate of the rank-mu update (Eq 58). */
  readonly cMu: number
  /** E |N(0, I)|, by its expansion (the text after Eq 44). */
  readonly expectedLength: number
}

/**
 * Hansen's defaults for n parameters (Table 1): c_m = 1, alpha_cov = 2. c_mu has the 1/4 of the tutorial's second version,
 * which matters where mu_eff is near 1.
 *
 * A separable covariance has n instead of n (n + 1) / 2 entries to learn, so that c_1 and c_mu are (n + 2) / 3 times as large
 * (Ros and Hansen 2008), and together at most 1.
 */
export function strategyFor(n: number, { population, active, covariance }: CmaEsSettings): Strategy {
  const raw = rawWeights(population)
  const { muEff } = raw
  const faster = covariance === 'separable' ? (n + 2) / 3 : 1
  const c1 = Math.min(1, (faster * 2) / ((n + 1.3) * (n + 1.3) + muEff))
  const rankMu = (2 * (0.25 + muEff + 1 / muEff - 2)) / ((n + 2) * (n + 2) + muEff)
  const cMu = Math.min(1 - c1, faster * rankMu)
  const cSigma = (muEff + 2) / (n + muEff + 5)
  return {
    weights: scaledWeights(raw, active, { c1, cMu, n }),
    muEff,
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    cC: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    c1,
    cMu,
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  }
}
