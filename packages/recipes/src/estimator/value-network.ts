import { type Estimator, type ValueNetworkSettings, valueNetworkDefaults } from '@trpo/core'
import { spaceSize } from '@trpo/envs'
import { mlp, networkFromDescription, simdNetwork } from '@trpo/networks'
import type { PathBatch } from '@trpo/samplers'
import { flag, real } from '../kinds/field-schema.ts'
import { buildKind, type Kind } from '../kinds/kind.ts'
import { type MlpConfig, mlp as policyMlp } from '../policy/mlp.ts'
import { discount, stateWeighting } from './common-fields.ts'
import type { EstimatorNeeds } from './estimator-needs.ts'
import { type FitConfig, fitSchema, fits } from './fits/registry.ts'

/** Generalised advantages over a value network of its own. */
export interface ValueNetworkConfig
  extends Omit<ValueNetworkSettings, 'network' | 'lanes' | 'fit'>,
    Pick<MlpConfig, 'hidden' | 'activation' | 'arithmetic'> {
  readonly kind: 'value-network'
  /** How the network is fitted. */
  readonly fit: FitConfig
}

const { hidden, activation, arithmetic } = policyMlp.fields

/** A critic: the value network that other libraries train. */
export const valueNetworkKind: Kind<ValueNetworkConfig, EstimatorNeeds, Promise<Estimator<PathBatch>>> = {
  kind: 'value-network',
  fields: {
    discount,
    stateWeighting,
    gaeLambda: real({ minimum: 0, maximum: 1 }, 'lambda of the advantages.'),
    targetLambda: real({ minimum: 0, maximum: 1 }, 'lambda of the targets of the network; 1 takes whole returns.'),
    scaleRewards: flag('Whether rewards are seen in units of the spread of the discounted returns so far.'),
    standardizeAdvantages: flag('Whether advantages are standardised to mean 0 and standard deviation 1.'),
    hidden,
    activation,
    arithmetic,
    fit: fitSchema,
  },
  defaults: {
    kind: 'value-network',
    ...valueNetworkDefaults,
    hidden: [64, 64],
    activation: 'tanh',
    arithmetic: 'f32',
    fit: { kind: 'adam', epochs: 5, batchSize: 128, rate: { kind: 'constant', value: 0.001 } },
  },
  async build({ kind: _, hidden, activation, arithmetic, fit, ...settings }, { spec, lanes }) {
    const { valueNetwork } = await import('../on-demand/value-network.ts')
    const shape = { inputSize: spaceSize(spec.observationSpace), hidden, activation, outputSize: 1 }
    const build = arithmetic === 'f32' ? simdNetwork : networkFromDescription
    const network = build(mlp({ ...shape, initialWeights: 'orthogonal' }).description)
    return valueNetwork({ ...settings, network, lanes, fit: await buildKind(fits, 'kind', fit, undefined) })
  },
}
