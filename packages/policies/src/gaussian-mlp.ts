import { type InitialWeights, mlpLayers } from '@trpo/networks'
import { type GaussianModelOptions, gaussianModel } from './gaussian-model.ts'
import type { PolicyModel } from './policy.ts'

/** The shape of a Gaussian policy. */
export interface GaussianMlpOptions extends GaussianModelOptions {
  /** Numbers in one observation. */
  readonly observationSize: number
  /** Units of each hidden layer; an empty list makes the mean an affine function of the observation. */
  readonly hidden: readonly number[]
  /** The function after each hidden layer. @default 'tanh' */
  readonly activation?: 'tanh' | 'relu'
  /**
   * Norm of the initial weights into each mean; with a small one actions are almost pure noise at first. @default 0.01
   */
  readonly outputGain?: number
  /**
   * How the initial weights of all layers are made: `normalized`, or `orthogonal` with a gain of sqrt(2) in hidden layers.
   * @default 'normalized'
   */
  readonly initialWeights?: InitialWeights
}

/**
 * The model of appendix D for continuous actions: a multilayer perceptron gives the means of a diagonal Gaussian, and
 * free parameters (leaf `logStd`) its log standard deviations, the same in every state. mu = (means, log stds).
 *
 * `model.network.init(random)` gives the parameters of a first policy. Throws a RangeError on sizes that are no
 * positive whole numbers, and on numbers that are not finite. The small output gain is that of OpenAI Baselines.
 */
export function gaussianMlp(options: GaussianMlpOptions): PolicyModel {
  const { observationSize, outputGain = 0.01 } = options
  return gaussianModel(
    (outputSize) => mlpLayers({ ...options, inputSize: observationSize, outputSize, outputGain }),
    options,
  )
}
