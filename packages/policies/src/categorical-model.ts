import { categorical, factoredCategorical } from '@trpo/distributions'
import { type Layer, sequential } from '@trpo/networks'
import { builtBy, type NetworkBuilder } from './network-builder.ts'
import type { PolicyModel } from './policy.ts'

/** What a policy with discrete actions has besides the layers that give its logits. */
export interface CategoricalModelOptions {
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
 * The model of appendix D for discrete actions, with layers of your choice: they give the logits of one softmax, or of
 * one for each factor of the action. `layersTo` gives layers that put out as many numbers as it is told.
 *
 * Throws a RangeError when the layers do not fit.
 */
export function categoricalModel(
  layersTo: (outputSize: number) => readonly Layer[],
  { classes, buildNetwork }: CategoricalModelOptions,
): PolicyModel {
  const distribution = typeof classes === 'number' ? categorical(classes) : factoredCategorical(classes)
  const network = sequential(layersTo(distribution.parameterSize))
  return { network: builtBy(buildNetwork, network), distribution }
}
