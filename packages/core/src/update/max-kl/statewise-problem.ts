import type { MaybePromise } from '@trpo/linalg'
import type { FisherFactors } from '../fisher-factors.ts'
import type { TrustRegionProblem } from '../trust-region-problem.ts'

/**
 * A problem that also gives the KL of each single state to second order, KL_s(theta_old + d) = d'F_s d / 2, which the constraint
 * on the greatest KL (Eq 11) needs. It suits few parameters, as each factor has a column for every one of them.
 */
export interface StatewiseProblem extends TrustRegionProblem {
  /** The factors of the sampled states. */
  fisherFactors(): MaybePromise<FisherFactors>
}
