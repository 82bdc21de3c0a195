import { type Estimator, type MonteCarloSettings, monteCarlo, monteCarloDefaults } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { choice, flag, real } from '../kinds/field-schema.ts'
import { buildKind, type Kind } from '../kinds/kind.ts'
import { type BaselineConfig, baselineSchema, baselines } from './baselines/registry.ts'
import { discount, stateWeighting } from './common-fields.ts'
import type { EstimatorNeeds } from './estimator-needs.ts'

/** Advantages from the returns of the paths themselves. */
export interface MonteCarloConfig extends Omit<MonteCarloSettings, 'baseline'> {
  readonly kind: 'monte-carlo'
  /** What is subtracted from the returns. */
  readonly baseline: BaselineConfig
}

/** The estimator of section 5.1, and generalized advantages over the values of a baseline. */
export const monteCarloKind: Kind<MonteCarloConfig, EstimatorNeeds, Promise<Estimator<PathBatch>>> = {
  kind: 'monte-carlo',
  fields: {
    discount,
    stateWeighting,
    gaeLambda: real(
      { minimum: 0, maximum: 1 },
      'lambda of generalized advantage estimation; 1 is the Monte Carlo return minus the baseline.',
    ),
    bootstrap: choice(
      ['none', 'baseline'],
      'The return after the last step of an episode that did not terminate: 0, or the value that the baseline gives.',
    ),
    standardizeAdvantages: flag('Whether advantages are standardised to mean 0 and standard deviation 1.'),
    baseline: baselineSchema,
  },
  defaults: { kind: 'monte-carlo', ...monteCarloDefaults, baseline: { kind: 'linear-features', ridge: 1e-5 } },
  async build({ kind: _, baseline, ...settings }, { spec }) {
    return monteCarlo({ ...settings, baseline: await buildKind(baselines, 'kind', baseline, spec) })
  },
}
