import type { PolicyModel } from '@trpo/policies'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import { choice, listOf, whole } from '../kinds/field-schema.ts'
import type { Kind, Loaded } from '../kinds/kind.ts'
import type { Convolutions } from './convolutions.ts'
import { type MlpConfig, mlp, policyOfLayers } from './mlp.ts'

/** A network of convolutions, and dense layers behind them, for images. */
export interface ConvolutionalConfig extends Omit<MlpConfig, 'kind'>, Convolutions {
  readonly kind: 'convolutional'
}

/** A number for each convolution. */
const each = (what: string) => listOf(whole(1, 1024), 8, `${what} of each convolution.`)

/** The policies of section 8.2. The defaults are the network of Atari, which has 33,500 parameters where it sees 4 x 52 x 40. */
export const convolutional: Kind<ConvolutionalConfig, FittedEnvironment, Loaded<PolicyModel>> = {
  kind: 'convolutional',
  fields: {
    ...mlp.fields,
    filters: each('The filters'),
    filterSizes: each('The size of a filter'),
    strides: each('The stride'),
    bytes: choice(['unit', 'signed'], 'What bytes stand for: x / 255, or (x - 128) / 128.'),
  },
  defaults: {
    ...mlp.defaults,
    kind: 'convolutional',
    filters: [16, 16],
    filterSizes: [4, 4],
    strides: [2, 2],
    hidden: [20],
    bytes: 'unit',
    normalizeObservations: false,
  },
  async build(config, environment) {
    const { convolutionalLayers } = await import('../on-demand/convolutional.ts')
    return policyOfLayers(config, environment, convolutionalLayers(config, environment.spec))
  },
}
