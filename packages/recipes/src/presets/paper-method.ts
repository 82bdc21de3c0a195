import type { MonteCarloConfig } from '../estimator/monte-carlo.ts'
import type { SampledFormConfig } from '../objective/sampled-form.ts'
import type { TrustRegionConfig } from '../update/trust-region.ts'

/** The sections of a config that make trust-region steps from paths. */
export interface PathMethod {
  readonly estimator: MonteCarloConfig
  readonly objective: SampledFormConfig<'importance-sampled'>
  readonly update: TrustRegionConfig
}

/** What the paper's experiments have in common (sections 5.1, 6 and 8.1, appendix C, Table 2). */
export const paperMethod: PathMethod = {
  estimator: {
    kind: 'monte-carlo',
    discount: 0.99,
    stateWeighting: 'undiscounted',
    gaeLambda: 1,
    bootstrap: 'none',
    standardizeAdvantages: true,
    baseline: { kind: 'time-dependent' },
  },
  objective: { form: 'importance-sampled', metric: { kind: 'fisher', stride: 10 }, constraint: 'mean-kl' },
  update: {
    kind: 'trust-region',
    maxKl: 0.01,
    damping: 0.05,
    relativeDamping: 0,
    cgIterations: 10,
    cgTolerance: 1e-10,
    backtrackRatio: 0.5,
    maxBacktracks: 10,
  },
}

const WITH_DAMPING =
  'conjugate gradient solves (A + cI)x = g with c = 0.05 (update.damping); appendix C has no damping. With 0.001 nearly every full step of the swimmer exceeded delta on the whole batch, as the Fisher product sees a tenth of it, and was halved to a KL of 0.3 delta.'

/** A deviation of every method that learns from states. */
export const UNDISCOUNTED_STATES: string =
  'states count alike (estimator.stateWeighting = undiscounted); Eq 3 discounts them, and late states would hardly be learned from.'

/**
 * A deviation of the methods with a baseline. Where a step is bounded, the scale of the advantages does not change its length; the
 * natural gradient, whose penalty is fixed, has a deviation more.
 */
export const STANDARDISED_ADVANTAGES: string =
  'advantages are standardised, as in the code that one of the authors published in 2015 (rlreloaded); the paper does not say.'

/** The deviation of a method that solves with the Fisher matrix, where it damps it. */
export function withDamping({ update }: PathMethod): readonly string[] {
  return update.damping === 0 ? [] : [WITH_DAMPING]
}
