import { convLayers } from '@trpo/networks'
import { type CategoricalModelOptions, categoricalModel } from './categorical-model.ts'
import type { ConvPolicyOptions } from './conv-options.ts'
import type { PolicyModel } from './policy.ts'

/** The shape of a policy for images with discrete actions. */
export interface CategoricalConvOptions extends ConvPolicyOptions, CategoricalModelOptions {}

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
  const { observationShape, outputGain = 0.01 } = options
  return categoricalModel(
    (outputSize) => convLayers({ ...options, inputShape: observationShape, outputSize, outputGain }),
    options,
  )
}
