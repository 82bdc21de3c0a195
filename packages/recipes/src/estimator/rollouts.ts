import type { Estimator } from '@trpo/core'
import type { VineBatch } from '@trpo/samplers'
import { buildKind, type Kind } from '../kinds/kind.ts'
import { type BaselineConfig, baselineSchema, baselines } from './baselines/registry.ts'
import { discount, type StateWeighting, stateWeighting } from './common-fields.ts'
import type { EstimatorNeeds } from './estimator-needs.ts'

/** Estimates Q by the rollouts of a vine. */
export interface RolloutsConfig {
  readonly kind: 'rollouts'
  /** gamma, the discount. */
  readonly discount: number
  /** How much a state counts. */
  readonly stateWeighting: StateWeighting
  /** The baseline that gives the value of a rollout's last observation. */
  readonly lastValue: BaselineConfig
}

/** The estimator of section 5.2. */
export const rolloutsKind: Kind<RolloutsConfig, EstimatorNeeds, Promise<Estimator<VineBatch>>> = {
  kind: 'rollouts',
  fields: {
    discount,
    stateWeighting,
    lastValue: {
      ...baselineSchema,
      description:
        'What gives the value after the last step of a rollout that did not terminate. It is fitted to the returns of the trunk; zero takes 0.',
    },
  },
  defaults: {
    kind: 'rollouts',
    discount: 0.99,
    stateWeighting: 'undiscounted',
    lastValue: { kind: 'zero' },
  },
  async build({ kind: _, lastValue, ...settings }, { spec }) {
    const { vineRollouts } = await import('../on-demand/vine.ts')
    // There is nothing to fit, rather than a baseline that is 0.
    if (lastValue.kind === 'zero') return vineRollouts(settings)
    return vineRollouts({ ...settings, bootstrap: await buildKind(baselines, 'kind', lastValue, spec) })
  },
}
