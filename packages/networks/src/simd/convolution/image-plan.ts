import type { ExtensionLayerDescription, ImageShape, LayerDescription } from '../../description.ts'
import { isBuiltIn } from '../../from-description.ts'
import { convolvedShape, type Filters } from '../../image-shape.ts'
import type { EngineNetwork } from '../engine.ts'
import { type Plan, type PlannedLayer, planOf } from '../plan.ts'

/** A convolution of a plan, whose step is a dense one with a filter's weights as the weights into an output. */
export interface PlannedConvolution extends Filters {
  readonly inputShape: ImageShape
  readonly outputShape: ImageShape
}

/** A network with convolutions laid out for the kernels, whose records hold one panel. */
export interface ImagePlan extends Plan {
  /** What the inputs are rescaled by. */
  readonly factor: number
  readonly offset: number
  /** The convolutions, by the offset of their parameters in theta. */
  readonly convolutions: ReadonlyMap<number, PlannedConvolution>
}

/** Lays out checked layers. Throws a RangeError when inputs are rescaled by any but the first layer. */
export function imagePlanOf({ layers, inputSize }: EngineNetwork): ImagePlan {
  const planned: PlannedLayer[] = []
  const convolutions = new Map<number, PlannedConvolution>()
  let [factor, offset] = [1, 0]
  let parameters = 0
  for (const [i, layer] of layers.entries()) {
    if (isBuiltIn(layer)) {
      planned.push(layer)
      if (layer.kind === 'dense') parameters += (layer.inputSize + 1) * layer.outputSize
      else if (layer.kind === 'append') parameters += layer.initial.length
    } else if (isOfKind(layer, 'conv2d')) {
      const outputShape = convolvedShape(layer.inputShape, layer)
      const inputs = layer.inputShape[0] * layer.filterSize * layer.filterSize
      const width = outputShape[0] * outputShape[1] * outputShape[2]
      convolutions.set(parameters, { ...layer, outputShape })
      planned.push({ kind: 'dense', inputSize: inputs, outputSize: layer.filters, gain: layer.gain, width })
      parameters += (inputs + 1) * layer.filters
    } else if (isOfKind(layer, 'rescale')) {
      if (i > 0) {
        throw new RangeError(
          `layers[${i}] rescales, and the kernels rescale the inputs of a network alone: make it the first layer, or use networkFromDescription`,
        )
      }
      factor = layer.factor
      offset = layer.offset
    }
  }
  return { ...planOf(planned, inputSize), factor, offset, convolutions }
}

function isOfKind<K extends ExtensionLayerDescription['kind']>(
  layer: LayerDescription,
  kind: K,
): layer is Extract<ExtensionLayerDescription, { readonly kind: K }> {
  return layer.kind === kind
}
