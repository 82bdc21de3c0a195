import { outline } from '@trpo/math/messages'
import { checkSize } from './checks.ts'
import { dense } from './dense.ts'
import type { InitialWeights } from './initial-weights.ts'
import type { Layer } from './layer.ts'
import { relu } from './relu.ts'
import { type SequentialNetwork, sequential } from './sequential.ts'
import { tanh } from './tanh.ts'

/** The shape of a multilayer perceptron. */
export interface MlpOptions {
  /** Numbers in one row of inputs. */
  readonly inputSize: number
  /** Units of each hidden layer; an empty list makes an affine function. */
  readonly hidden: readonly number[]
  /** Numbers in one row of outputs. */
  readonly outputSize: number
  /**
   * The function after each hidden layer; the outputs are linear. @default 'tanh': the paper names none, and the
   * authors' later code has it
   */
  readonly activation?: 'tanh' | 'relu'
  /** The gain of the initial weights of the outputs (see `dense`). @default 1 */
  readonly outputGain?: number
  /** The gain of the initial weights of hidden layers. @default 1, and the square root of 2 for orthogonal weights */
  readonly hiddenGain?: number
  /** How the initial weights of all layers are made (see `dense`). @default 'normalized' */
  readonly initialWeights?: InitialWeights
}

const activations = { tanh, relu }

/** The layers of `mlp`, to be combined with others. Throws a RangeError as `mlp` does. */
export function mlpLayers(options: MlpOptions): readonly Layer[] {
  const activation = options.activation ?? 'tanh'
  if (!Object.hasOwn(activations, activation)) {
    throw new RangeError(`activation is ${outline(activation)}, expected "tanh" or "relu"`)
  }
  const { initialWeights = 'normalized', outputGain = 1 } = options
  const hiddenGain = options.hiddenGain ?? (initialWeights === 'orthogonal' ? Math.SQRT2 : 1)
  const layers: Layer[] = []
  let size = checkSize(options.inputSize, 'inputSize')
  for (const [i, units] of options.hidden.entries()) {
    checkSize(units, `hidden[${i}]`)
    layers.push(dense(size, units, { gain: hiddenGain, initialWeights }), activations[activation](units))
    size = units
  }
  layers.push(dense(size, options.outputSize, { gain: outputGain, initialWeights }))
  return layers
}

/**
 * A multilayer perceptron: dense layers with an activation after each but the last (appendix D).
 * Throws a RangeError on sizes that are no positive whole numbers, an unknown activation, or a negative gain.
 */
export function mlp(options: MlpOptions): SequentialNetwork {
  return sequential(mlpLayers(options))
}
