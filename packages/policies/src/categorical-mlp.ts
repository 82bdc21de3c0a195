import { type InitialWeights, mlpLayers } from '@trpo/networks'
import { type CategoricalModelOptions, categoricalModel } from './categorical-model.ts'
import type { PolicyModel } from './policy.ts'

/** The shape of a policy with discrete actions. */
export interface CategoricalMlpOptions extends CategoricalModelOptions {
  /** Numbers in one observation. */
  readonly observationSize: number
  /** Units of each hidden layer; an empty list makes the logits an affine function of the observation. */
  readonly hidden: readonly number[]
  /** The function after each hidden layer. @default 'tanh' */
  readonly activation?: 'tanh' | 'relu'
  /**
   * Norm of the initial weights into each logit; with a small one all actions are almost equally likely at first.
   * @default 0.01
   */
  readonly outputGain?: number
  /**
   * How the initial weights of all layers are made: `normalized`, or `orthogonal` with a gain of sqrt(2) in hidden layers.
   * @default 'normalized'
   */
  readonly initialWeights?: InitialWeights
}

/**
 * The model of appendix D for discrete actions: a multilayer perceptron gives the logits of one softmax, or of one for
 * each factor of the action.
 *
 * `model.network.init(random)` gives the parameters of a first policy. Throws a RangeError on sizes that are no
 * positive whole numbers. The small output gain is that of OpenAI Baselines.
 */
export function categoricalMlp(options: CategoricalMlpOptions): PolicyModel {
  const { observationSize, outputGain = 0.01 } = options
  return categoricalModel(
    (outputSize) => mlpLayers({ ...options, inputSize: observationSize, outputSize, outputGain }),
    options,
  )
}
