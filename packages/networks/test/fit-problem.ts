import {
  type AdamFitOptions,
  type AdamState,
  append,
  dense,
  type FitRows,
  initialAdam,
  type Layer,
  mlpLayers,
  type Network,
  relu,
  tanh,
} from '@trpo/networks'
import { type RandomStream, randomStream } from '@trpo/random'

/** Everything that a fit takes besides a network with p parameters. */
export interface FitProblem {
  readonly theta: Float64Array
  readonly adam: AdamState
  readonly rows: FitRows
  readonly options: AdamFitOptions
}

/** Chains of layers: no, one and two hidden layers, one output and several, and steps in unusual places. */
export const chains: readonly (readonly [string, readonly Layer[]])[] = [
  ['affine, one output', [dense(3, 1)]],
  ['affine, 19 outputs', [dense(5, 19)]],
  ['11-64-64-1, tanh', mlpLayers({ inputSize: 11, hidden: [64, 64], outputSize: 1 })],
  ['7-30-3, tanh', mlpLayers({ inputSize: 7, hidden: [30], outputSize: 3 })],
  ['4-33-18-2, relu', mlpLayers({ inputSize: 4, hidden: [33, 18], outputSize: 2, activation: 'relu' })],
  [
    'free parameters',
    [...mlpLayers({ inputSize: 3, hidden: [9], outputSize: 2 }), append(2, { name: 'free', initial: [1, 0, -1] })],
  ],
  ['unusual places', [tanh(5), append(5, { name: 'free', initial: [1, 2] }), tanh(7), dense(7, 6), relu(6), tanh(6)]],
]

/** An epoch after the other, each a permutation of the rows. */
function permutations(random: RandomStream, rows: number, epochs: number): Uint32Array {
  const order = new Uint32Array(epochs * rows)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const part = order.subarray(epoch * rows, (epoch + 1) * rows)
    for (let i = 0; i < rows; i++) {
      const j = random.integer(i + 1)
      part[i] = part[j]
      part[j] = i
    }
  }
  return order
}

/** Normal inputs; targets that a network of the size can learn in part. */
export function fitProblem(
  network: Network,
  n: number,
  epochs: number,
  options: Omit<AdamFitOptions, 'order'>,
  seed = 1,
): FitProblem {
  const random = randomStream(seed, 'fit test')
  const { inputSize, outputSize, parameterCount, leaves } = network
  const theta = Float64Array.from({ length: parameterCount }, () => random.normal())
  for (const { shape, offset, size } of leaves) {
    const scale = shape.length === 2 ? 1 / Math.sqrt(shape[0]) : 0.3
    for (let p = offset; p < offset + size; p++) theta[p] *= scale
  }
  const inputs = Float32Array.from({ length: n * inputSize }, () => random.normal())
  const targets = Float32Array.from({ length: n * outputSize }, (_, i) => {
    const x = inputs[Math.floor(i / outputSize) * inputSize]
    return x * x - 1 + 0.3 * random.normal()
  })
  const order = permutations(random, n, epochs)
  return { theta, adam: initialAdam(parameterCount), rows: { inputs, targets }, options: { ...options, order } }
}
