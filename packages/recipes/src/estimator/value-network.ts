import type { Estimator, ValueNetworkSettings } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { flag, real } from '../kinds/field-schema.ts'
import { buildKind, type Kind } from '../kinds/kind.ts'
import { type MlpConfig, mlp } from '../policy/mlp.ts'
import { discount, stateWeighting } from './common-fields.ts'
import type { EstimatorNeeds } from './estimator-needs.ts'
import { adam } from './fits/adam.ts'
import { type FitConfig, fitSchema, fits } from './fits/registry.ts'

/** Generalised advantages over a value network of its own. */
export interface ValueNetworkConfig
  extends Omit<ValueNetworkSettings, 'network' | 'lanes' | 'fit'>,
    Pick<MlpConfig, 'hidden' | 'activation' | 'arithmetic'> {
  readonly kind: 'value-network'
  /** How the network is fitted. */
  readonly fit: FitConfig
}

const { hidden, activation, arithmetic } = mlp.fields

/** A critic: the value network that other libraries train. */
export const valueNetworkKind: Kind<ValueNetworkConfig, EstimatorNeeds, Promise<Estimator<PathBatch>>> = {
  kind: 'value-network',
  fields: {
    discount,
    stateWeighting,
    gaeLambda: real({ minimum: 0, maximum: 1 }, 'lambda of the advantages.'),
    targetLambda: real({ minimum: 0, maximum: 1 }, 'lambda of the targets of the network; 1 takes whole returns.'),
    scaleRewards: flag('Whether rewards are seen in units of the spread of the discounted returns so far.'),
    keepLevel: flag(
      'Whether the values have a level of their own, which moves by the mean of targets minus values, so that the network fits the differences between states alone: for discounts near 1.',
    ),
    standardizeAdvantages: flag('Whether advantages are standardised to mean 0 and standard deviation 1.'),
    hidden,
    activation,
    arithmetic,
    fit: fitSchema,
  },
  defaults: {
    kind: 'value-network',
    discount: 0.99,
    stateWeighting: 'undiscounted',
    gaeLambda: 0.95,
    targetLambda: 0.98,
    scaleRewards: true,
    keepLevel: false,
    standardizeAdvantages: true,
    hidden: [64, 64],
    activation: 'tanh',
    arithmetic: 'f32',
    fit: adam.defaults,
  },
  async build({ kind: _, fit, ...config }, needs) {
    const { buildValueNetwork } = await import('../on-demand/value-network.ts')
    return buildValueNetwork(config, await buildKind(fits, 'kind', fit, undefined), needs)
  },
}
