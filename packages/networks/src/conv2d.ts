import { outline } from '@trpo/math/messages'
import type { Random } from '@trpo/random'
import { checkFinite, checkSize } from './checks.ts'
import type { ImageShape } from './description.ts'
import { convolvedShape, type Filters } from './image-shape.ts'
import { checkInitialWeights, type InitialWeights, scaleWeights } from './initial-weights.ts'
import type { Layer, LayerExtension } from './layer.ts'
import { convolutionEngine } from './simd/convolution/engine.ts'
import { windowOffsets } from './window-offsets.ts'

/** The shape of a convolution and of its initial weights. */
export interface Conv2dOptions extends Filters {
  /** Channels, rows and columns of the images. */
  readonly inputShape: ImageShape
  /** Norm of the initial weights into each output, or the factor of the orthogonal matrix. @default 1 */
  readonly gain?: number
  /** How the initial weights are made of normal draws. @default 'normalized' */
  readonly initialWeights?: InitialWeights
}

/**
 * A convolution of images with square filters, which stay within the images ('valid' padding) and move by `stride`:
 *
 *     y[f, r, c] = b[f] + sum over channels k, rows i and columns j of x[k, stride r + i, stride c + j] W[k, i, j, f],
 *
 * summed from the bias on, in the order of W. This is the cross-correlation that libraries call a convolution.
 *
 * A row of inputs holds images [channels, height, width], row-major with the channels first; a row of outputs likewise
 * [filters, rows, columns] with as many rows and columns as `convolvedShape` says. Parameters: W [channels, filterSize,
 * filterSize, filters], row-major, then b [filters]; PyTorch's weight [filters, channels, rows, columns] is W with its
 * last axis first.
 *
 * Initial parameters: those of `dense`, with the weights of a filter as the weights into an output.
 *
 * Throws a RangeError on sizes that are no positive whole numbers, on filters larger than the images, on a gain that is
 * negative or not finite, and on unknown initial weights.
 */
export function conv2d(options: Conv2dOptions): Layer {
  const outputShape = convolvedShape(options.inputShape, options)
  const { filters: m, filterSize, stride } = options
  const [channels, height, width] = options.inputShape
  const gain = checkFinite(options.gain ?? 1, 'gain')
  if (gain < 0) throw new RangeError(`gain is ${gain}, expected 0 or more`)
  const initialWeights = checkInitialWeights(options.initialWeights ?? 'normalized')
  const [, rowsOut, columnsOut] = outputShape
  const inputSize = checkSize(channels * height * width, 'the number of inputs')
  const positions = rowsOut * columnsOut
  const outputSize = checkSize(m * positions, 'the number of outputs')
  const offsets = windowOffsets(options.inputShape, filterSize)
  const n = offsets.length
  const bias = n * m
  const corner = (position: number) => stride * (width * Math.floor(position / columnsOut) + (position % columnsOut))

  return {
    description: {
      kind: 'conv2d',
      inputShape: [channels, height, width],
      outputSize,
      filters: m,
      filterSize,
      stride,
      gain,
      ...(initialWeights === 'orthogonal' ? { initialWeights } : {}),
    },
    inputSize,
    outputSize,
    extension: conv2dExtension,

    parameters: (position) => [
      { name: `${position}.weight`, shape: [channels, filterSize, filterSize, m] },
      { name: `${position}.bias`, shape: [m] },
    ],

    init(random: Random, parameters: Float64Array): void {
      for (let p = 0; p < bias; p++) parameters[p] = random.normal()
      scaleWeights(parameters.subarray(0, bias), m, gain, initialWeights)
      parameters.fill(0, bias)
    },

    forward(parameters, rows, x, y): void {
      for (let r = 0; r < rows; r++) {
        for (let p = 0; p < positions; p++) {
          const from = r * inputSize + corner(p)
          const to = r * outputSize + p
          for (let j = 0; j < m; j++) {
            let sum = parameters[bias + j]
            for (let i = 0; i < n; i++) sum += x[from + offsets[i]] * parameters[i * m + j]
            y[to + j * positions] = sum
          }
        }
      }
    },

    jvp(parameters, rows, x, _y, dparameters, dx, dy): void {
      for (let r = 0; r < rows; r++) {
        for (let p = 0; p < positions; p++) {
          const from = r * inputSize + corner(p)
          const to = r * outputSize + p
          for (let j = 0; j < m; j++) {
            let sum = dparameters[bias + j]
            for (let i = 0; i < n; i++) {
              sum += x[from + offsets[i]] * dparameters[i * m + j]
              if (dx !== undefined) sum += dx[from + offsets[i]] * parameters[i * m + j]
            }
            dy[to + j * positions] = sum
          }
        }
      }
    },

    vjp(parameters, rows, x, _y, ybar, parametersBar, xbar): void {
      // The sum of a row, which is then added at once: rows are added up in order, whatever their positions are.
      const sums = new Float64Array(bias + m)
      for (let r = 0; r < rows; r++) {
        sums.fill(0)
        if (xbar !== undefined) xbar.fill(0, r * inputSize, (r + 1) * inputSize)
        for (let p = 0; p < positions; p++) {
          const from = r * inputSize + corner(p)
          const at = r * outputSize + p
          for (let j = 0; j < m; j++) {
            const slope = ybar[at + j * positions]
            sums[bias + j] += slope
            for (let i = 0; i < n; i++) {
              sums[i * m + j] += x[from + offsets[i]] * slope
              if (xbar !== undefined) xbar[from + offsets[i]] += parameters[i * m + j] * slope
            }
          }
        }
        for (let p = 0; p < sums.length; p++) parametersBar[p] += sums[p]
      }
    },
  }
}

/** Reads and computes layers of kind `conv2d`. */
export const conv2dExtension: LayerExtension = {
  build(description) {
    const { gain, outputSize, ...options } = description as Conv2dOptions & { readonly outputSize?: unknown }
    if (gain === undefined) throw new RangeError('gain is missing, expected a finite number')
    const layer = conv2d({ ...options, gain })
    if (layer.outputSize !== outputSize) {
      throw new RangeError(`outputSize is ${outline(outputSize)}, and such filters put out ${layer.outputSize} numbers`)
    }
    return layer
  },
  engine: convolutionEngine,
}
