import { convLayers } from '@trpo/networks'
import type { ConvPolicyOptions } from './conv-options.ts'
import { type GaussianModelOptions, gaussianModel } from './gaussian-model.ts'
import type { PolicyModel } from './policy.ts'

/** The shape of a Gaussian policy for images. */
export interface GaussianConvOptions extends ConvPolicyOptions, GaussianModelOptions {}

/**
 * A policy for images with continuous actions: convolutions and dense layers give the means of a diagonal Gaussian, and
 * free parameters (leaf `logStd`) its log standard deviations, as in `gaussianMlp`.
 *
 * Throws a RangeError as `convLayers` and `gaussianMlp` do.
 */
export function gaussianConv(options: GaussianConvOptions): PolicyModel {
  const { observationShape, outputGain = 0.01 } = options
  return gaussianModel(
    (outputSize) => convLayers({ ...options, inputShape: observationShape, outputSize, outputGain }),
    options,
  )
}
