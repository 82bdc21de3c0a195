import type { BuiltInLayerDescription } from '../description.ts'
import { FEATURE_BYTES } from './kernels.ts'

/** The elementwise function of a step. */
export type Activation = 'none' | 'tanh' | 'relu'

/** Where a step reads and writes: the byte offsets of its first features in a panel's record, and their numbers. */
interface Step {
  readonly from: number
  readonly to: number
  /** Whether the inputs have a tangent, because parameters come before them. Their cotangent is then needed too. */
  readonly dependent: boolean
}

/** y = activation(x W + b). */
interface DenseStep extends Step {
  readonly kind: 'dense'
  readonly inputs: number
  readonly outputs: number
  readonly activation: Activation
  /** Offset of W in theta; b follows it. */
  readonly parameters: number
  /** Byte offsets in the packed parameters: of W, of b and, among the transposed ones, of W'. */
  readonly weights: number
  readonly bias: number
  readonly transposed: number
}

/** y = activation(x), where it follows no dense layer. */
interface ActivationStep extends Step {
  readonly kind: 'activation'
  readonly outputs: number
  readonly activation: Activation
}

/** Writes parameters behind the existing features; `to` is where the new ones begin, `from` where the old ones do. */
interface AppendStep extends Step {
  readonly kind: 'append'
  readonly inputs: number
  readonly outputs: number
  /** Offset in theta. */
  readonly parameters: number
  /** Byte offset in the packed parameters. */
  readonly values: number
}

/** A step of a network. */
export type PlanStep = DenseStep | ActivationStep | AppendStep

/** A layer to lay out. Where the outputs of a dense one are not as many as its biases, `width` says how many they are. */
export type PlannedLayer = BuiltInLayerDescription & { readonly width?: number }

/** A network laid out for the kernels. */
export interface Plan {
  readonly steps: readonly PlanStep[]
  /** Distance of a panel's record from the next, in bytes. */
  readonly stride: number
  /** Byte offset of the outputs in a record; the inputs are at 0, and all else behind the first `inputBytes`. */
  readonly output: number
  readonly inputBytes: number
  /** Whether there are parameters at all, so that the outputs have a tangent. */
  readonly dependent: boolean
  /** Features of the widest array, padded. */
  readonly widest: number
  /** Bytes of the packed parameters, and of the transposed weights. */
  readonly packedBytes: number
  readonly transposedBytes: number
}

/** The next multiple of 4: features come in tiles of 4. */
function padded(features: number): number {
  return 4 * Math.ceil(features / 4)
}

/**
 * Lays out checked layers. One record holds a panel of the inputs and of the outputs of each step; appended parameters
 * lie behind the features that they are appended to, in the same array.
 */
export function planOf(layers: readonly PlannedLayer[], inputSize: number): Plan {
  const widths = [inputSize]
  // Steps with the number of the array that they read and write, and feature offsets within it.
  const drafts: { readonly step: PlanStep; readonly from: number; readonly to: number }[] = []
  let parameters = 0
  let packed = 0
  let transposed = 0
  let dependent = false
  for (const [i, layer] of layers.entries()) {
    const from = widths.length - 1
    if (layer.kind === 'dense') {
      const { inputSize: inputs, outputSize: outputs, width = outputs } = layer
      const next = layers[i + 1]?.kind
      const activation = next === 'tanh' || next === 'relu' ? next : 'none'
      widths.push(width)
      const weights = packed
      const bias = weights + 4 * inputs * padded(outputs)
      const step = { kind: 'dense', inputs, outputs, activation, parameters, weights, bias, transposed } as const
      drafts.push({ step: { ...step, from: 0, to: 0, dependent }, from, to: from + 1 })
      parameters += (inputs + 1) * outputs
      packed = bias + 4 * padded(outputs)
      transposed += 4 * outputs * padded(inputs)
      dependent = true
    } else if (layer.kind === 'append') {
      const outputs = layer.initial.length
      const step = { kind: 'append', inputs: layer.inputSize, outputs, parameters, values: packed } as const
      drafts.push({ step: { ...step, from: 0, to: 0, dependent }, from, to: from })
      widths[from] += outputs
      parameters += outputs
      packed += 4 * padded(outputs)
      dependent = true
    } else if (layers[i - 1]?.kind !== 'dense') {
      widths.push(layer.size)
      const step = { kind: 'activation', outputs: layer.size, activation: layer.kind } as const
      drafts.push({ step: { ...step, from: 0, to: 0, dependent }, from, to: from + 1 })
    }
  }

  const offsets: number[] = []
  let features = 0
  for (const width of widths) {
    offsets.push(features * FEATURE_BYTES)
    features += padded(width)
  }
  const steps = drafts.map(({ step, from, to }) => {
    const added = step.kind === 'append' ? step.inputs * FEATURE_BYTES : 0
    return { ...step, from: offsets[from], to: offsets[to] + added }
  })
  return {
    steps,
    // An odd multiple of a cache line: a power of two would put one feature of all panels into the same cache set.
    stride: (features + 2) * FEATURE_BYTES,
    output: offsets[offsets.length - 1],
    inputBytes: offsets[1] ?? features * FEATURE_BYTES,
    dependent,
    widest: padded(Math.max(...widths)),
    packedBytes: packed,
    transposedBytes: transposed,
  }
}
