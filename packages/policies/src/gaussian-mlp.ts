import { diagonalGaussian } from '@trpo/distributions'
import { append, type InitialWeights, mlpLayers, sequential } from '@trpo/networks'
import { type ActionBounds, checkActionBounds } from './action-bounds.ts'
import { builtBy, type NetworkBuilder } from './network-builder.ts'
import type { PolicyModel } from './policy.ts'

/** The shape of a Gaussian policy. */
export interface GaussianMlpOptions {
  /** Numbers in one observation. */
  readonly observationSize: number
  /** k, numbers in one action. */
  readonly actionSize: number
  /** Units of each hidden layer; an empty list makes the mean an affine function of the observation. */
  readonly hidden: readonly number[]
  /** The function after each hidden layer. @default 'tanh' */
  readonly activation?: 'tanh' | 'relu'
  /**
   * Initial log standard deviation of every action component, or one for each.
   * @default 0, a standard deviation of 1
   */
  readonly initialLogStd?: number | readonly number[]
  /**
   * Norm of the initial weights into each mean; with a small one actions are almost pure noise at first. @default 0.01
   */
  readonly outputGain?: number
  /**
   * The box of actions that the environment takes, and how drawn actions are fitted to it; see `PolicyModel`. @default
   * none
   */
  readonly actions?: ActionBounds | undefined
  /**
   * How the initial weights of all layers are made: `normalized`, or `orthogonal` with a gain of sqrt(2) in hidden layers.
   * @default 'normalized'
   */
  readonly initialWeights?: InitialWeights
  /**
   * Makes the network.
   * @default simdNetwork, the SIMD kernels
   */
  readonly buildNetwork?: NetworkBuilder
}

/**
 * The model of appendix D for continuous actions: a multilayer perceptron gives the means of a diagonal Gaussian, and
 * free parameters (leaf `logStd`) its log standard deviations, the same in every state. mu = (means, log stds).
 *
 * `model.network.init(random)` gives the parameters of a first policy. Throws a RangeError on sizes that are no
 * positive whole numbers, and on numbers that are not finite. The small output gain is that of OpenAI Baselines.
 */
export function gaussianMlp(options: GaussianMlpOptions): PolicyModel {
  const { observationSize, actionSize, initialLogStd = 0, outputGain = 0.01 } = options
  const distribution = diagonalGaussian(actionSize)
  const initial = typeof initialLogStd === 'number' ? new Array<number>(actionSize).fill(initialLogStd) : initialLogStd
  if (initial.length !== actionSize) {
    throw new RangeError(`initialLogStd has length ${initial.length}, actions have ${actionSize} components`)
  }
  const layers = mlpLayers({ ...options, inputSize: observationSize, outputSize: actionSize, outputGain })
  const network = sequential([...layers, append(actionSize, { name: 'logStd', initial })])
  return {
    network: builtBy(options.buildNetwork, network),
    distribution,
    ...(options.actions && { actions: checkActionBounds(options.actions, distribution) }),
  }
}
