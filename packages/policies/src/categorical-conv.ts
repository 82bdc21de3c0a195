import { categorical, factoredCategorical } from '@trpo/distributions'
import { convLayers, sequential } from '@trpo/networks'
import type { ConvPolicyOptions } from './conv-options.ts'
import { builtBy, type NetworkBuilder } from './network-builder.ts'
import type { PolicyModel } from './policy.ts'

/** The shape of a policy for images with discrete actions. */
export interface CategoricalConvOptions extends ConvPolicyOptions {
  /**
   * The number of actions to choose from or, for an action of several independent factors, the number for each factor.
   */
  readonly classes: number | readonly number[]
  /**
   * Makes the network.
   * @default simdNetwork, the SIMD kernels
   */
  readonly buildNetwork?: NetworkBuilder
}

/**
 * The model of section 8.2 for images: convolutions and dense layers give the logits of one softmax, or of one for each
 * factor of the action (appendix D). The network of Atari, of 33,500 parameters (Table 3), is
 *
 *     categoricalConv({
 *       observationShape: [4, 52, 40],
 *       convolutions: [{ filters: 16, filterSize: 4, stride: 2 }, { filters: 16, filterSize: 4, stride: 2 }],
 *       hidden: [20],
 *       classes: [3, 3, 2],
 *       rescale: { factor: 1 / 255 },
 *     })
 *
 * The paper names neither the activation nor the scale of the pixels. The authors' code of 2015 has tanh throughout, the
 * default here, initial output weights of a hundredth of the others', and (byte - 128) / 128 for the pixels.
 *
 * Throws a RangeError as `convLayers` does.
 */
export function categoricalConv(options: CategoricalConvOptions): PolicyModel {
  const { classes, observationShape, outputGain = 0.01 } = options
  const distribution = typeof classes === 'number' ? categorical(classes) : factoredCategorical(classes)
  const outputSize = distribution.parameterSize
  const network = sequential(convLayers({ ...options, inputShape: observationShape, outputSize, outputGain }))
  return { network: builtBy(options.buildNetwork, network), distribution }
}
