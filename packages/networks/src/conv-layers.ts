import { outline } from '@trpo/math/messages'
import { conv2d } from './conv2d.ts'
import type { ImageShape } from './description.ts'
import { convolvedShape, type Filters } from './image-shape.ts'
import type { InitialWeights } from './initial-weights.ts'
import type { Layer } from './layer.ts'
import { type MlpOptions, mlpLayers } from './mlp.ts'
import { relu } from './relu.ts'
import { type RescaleOptions, rescale } from './rescale.ts'
import { tanh } from './tanh.ts'

/** The shape of a network of convolutions and dense layers. */
export interface ConvOptions extends Omit<MlpOptions, 'inputSize'> {
  /** Channels, rows and columns of the images in a row of inputs. */
  readonly inputShape: ImageShape
  /** The convolutions, the first one first; each moves over the outputs of the one before it. */
  readonly convolutions: readonly Filters[]
  /** Units of each dense layer between the convolutions and the outputs. */
  readonly hidden: readonly number[]
  /**
   * How the inputs are rescaled first; bytes by `{ factor: 1 / 255 }` lie between 0 and 1. @default not at all
   */
  readonly rescale?: RescaleOptions | undefined
  /**
   * The function after each convolution and each hidden layer; the outputs are linear. @default 'tanh': the paper names
   * none, and the authors' code of 2015 has it in the convolutional policies of Atari
   */
  readonly activation?: 'tanh' | 'relu'
  /** The gain of the initial weights of convolutions and hidden layers. @default that of `mlp` */
  readonly hiddenGain?: number
  /** How the initial weights of all layers are made (see `dense`). @default 'normalized' */
  readonly initialWeights?: InitialWeights
}

const activations = { tanh, relu }

/**
 * The layers of a network for images: inputs rescaled if wanted, convolutions and dense layers with an activation after
 * each, then linear outputs (section 8.2 and Figure 3). To be built by `sequential`, alone or with others.
 *
 * Throws a RangeError that names the convolution where a filter does not fit, and as `mlpLayers` does.
 */
export function convLayers(options: ConvOptions): readonly Layer[] {
  const { convolutions, activation = 'tanh', initialWeights = 'normalized' } = options
  if (!Object.hasOwn(activations, activation)) {
    throw new RangeError(`activation is ${outline(activation)}, expected "tanh" or "relu"`)
  }
  const hiddenGain = options.hiddenGain ?? (initialWeights === 'orthogonal' ? Math.SQRT2 : 1)
  const layers: Layer[] = []
  let shape = options.inputShape
  for (const [i, filters] of convolutions.entries()) {
    const next = naming(`convolutions[${i}]`, () => convolvedShape(shape, filters))
    const layer = conv2d({ ...filters, inputShape: shape, gain: hiddenGain, initialWeights })
    if (i === 0 && options.rescale) layers.push(rescale(layer.inputSize, options.rescale))
    layers.push(layer, activations[activation](layer.outputSize))
    shape = next
  }
  const inputSize = shape[0] * shape[1] * shape[2]
  if (layers.length === 0 && options.rescale) layers.push(rescale(inputSize, options.rescale))
  return [...layers, ...mlpLayers({ ...options, inputSize })]
}

function naming<T>(name: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof RangeError ? new RangeError(`${name}.${error.message}`, { cause: error }) : error
  }
}
