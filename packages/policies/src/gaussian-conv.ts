import { convLayers } from '@trpo/networks'
import type { ConvPolicyOptions } from './conv-options.ts'
import { type GaussianOptions, gaussianModel } from './gaussian-model.ts'
import type { PolicyModel } from './policy.ts'

/** The shape of a Gaussian policy for images. */
export interface GaussianConvOptions extends ConvPolicyOptions, GaussianOptions {}

/**
 * A policy for images with continuous actions: convolutions and dense layers give the means of a diagonal Gaussian, and
 * free parameters (leaf `logStd`) its log standard deviations, as in `gaussianMlp`.
 *
 * Throws a RangeError as `convLayers` and `gaussianMlp` do.
 */
export function gaussianConv(options: GaussianConvOptions): PolicyModel {
  const { observationShape, actionSize, outputGain = 0.01 } = options
  const layers = convLayers({ ...options, inputShape: observationShape, outputSize: actionSize, outputGain })
  return gaussianModel(layers, options)
}
