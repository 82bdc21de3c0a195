import { diagonalGaussian } from '@trpo/distributions'
import { append, type Layer, sequential } from '@trpo/networks'
import { type ActionBounds, checkActionBounds } from './action-bounds.ts'
import { builtBy, type NetworkBuilder } from './network-builder.ts'
import type { PolicyModel } from './policy.ts'

/** What a Gaussian policy has besides the layers that give its means. */
export interface GaussianModelOptions {
  /** k, numbers in one action. */
  readonly actionSize: number
  /**
   * Initial log standard deviation of every action component, or one for each.
   * @default 0, a standard deviation of 1
   */
  readonly initialLogStd?: number | readonly number[]
  /**
   * The box of actions that the environment takes, and how drawn actions are fitted to it; see `PolicyModel`. @default
   * none
   */
  readonly actions?: ActionBounds | undefined
  /**
   * Makes the network.
   * @default simdNetwork, the SIMD kernels
   */
  readonly buildNetwork?: NetworkBuilder
}

/**
 * The model of appendix D for continuous actions, with layers of your choice: they give the means of a diagonal Gaussian,
 * and free parameters behind them (leaf `logStd`) its log standard deviations, the same in every state. mu = (means, log
 * stds). `layersTo` gives layers that put out as many numbers as it is told.
 *
 * Throws a RangeError when there is not one initial log standard deviation for each component, when the layers do not
 * fit, and when the bounds do not fit the actions.
 */
export function gaussianModel(
  layersTo: (outputSize: number) => readonly Layer[],
  { actionSize, initialLogStd = 0, actions, buildNetwork }: GaussianModelOptions,
): PolicyModel {
  const distribution = diagonalGaussian(actionSize)
  const initial = typeof initialLogStd === 'number' ? new Array<number>(actionSize).fill(initialLogStd) : initialLogStd
  if (initial.length !== actionSize) {
    throw new RangeError(`initialLogStd has length ${initial.length}, actions have ${actionSize} components`)
  }
  const network = sequential([...layersTo(actionSize), append(actionSize, { name: 'logStd', initial })])
  return {
    network: builtBy(buildNetwork, network),
    distribution,
    ...(actions && { actions: checkActionBounds(actions, distribution) }),
  }
}
