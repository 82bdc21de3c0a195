import { append, convLayers, convolution, dense, mlpLayers, rescale, sequential, simdNetwork } from '@trpo/networks'
import { networkConformance } from '@trpo/networks/conformance'
import { describe, expect, test } from 'vitest'
import { atari } from './conv-problems.ts'

const convolutions = [
  { filters: 3, filterSize: 2, stride: 1 },
  { filters: 5, filterSize: 3, stride: 2 },
]
const subjects = {
  'two convolutions, tanh': convLayers({ inputShape: [2, 7, 6], convolutions, hidden: [4], outputSize: 3 }),
  'one convolution of rescaled inputs, relu, then free parameters': [
    ...convLayers({
      inputShape: [1, 5, 5],
      convolutions: convolutions.slice(0, 1),
      hidden: [],
      outputSize: 2,
      activation: 'relu',
      rescale: { factor: 0.5, offset: -1 },
    }),
    append(2, { name: 'logStd', initial: [0, 1] }),
  ],
  'rescaled inputs of dense layers': [
    rescale(5, { factor: 1 / 128, offset: -1 }),
    ...mlpLayers({ inputSize: 5, hidden: [4], outputSize: 2 }),
  ],
  'rescaled inputs alone': [rescale(3, { factor: 2 })],
  'rescaled inputs, then free parameters': [
    rescale(3, { factor: 0.5, offset: 1 }),
    append(3, { name: 'free', initial: [7, 8] }),
  ],
  'free parameters that a dense layer takes with the inputs': [
    rescale(3, { factor: 2 }),
    append(3, { name: 'free', initial: [0.5, -1] }),
    dense(5, 2),
  ],
}

describe.each(Object.entries(subjects))('%s', (_name, layers) => {
  const reference = sequential(layers)
  describe('in f64', () => {
    for (const { name, run } of networkConformance(reference)) test(name, run)
  })
  describe('by the kernels', () => {
    const network = simdNetwork(reference.description, { extensions: convolution })
    for (const { name, run } of networkConformance(network)) test(name, run)
  })
})

test.each([
  ['rescaled inputs', [rescale(3, { factor: 0.5, offset: 1 })], [2, 3, 4]],
  [
    'rescaled inputs and free parameters',
    [rescale(3, { factor: 0.5, offset: 1 }), append(3, { name: 'free', initial: [7, 8] })],
    [2, 3, 4, 7, 8],
  ],
])('the kernels put out %s', (_name, layers, expected) => {
  const reference = sequential(layers)
  const network = simdNetwork(reference.description, { extensions: convolution })
  const theta = Float64Array.from(expected.slice(3))
  expect(network.forward(theta, Float32Array.of(2, 4, 6), 1).y).toEqual(Float32Array.from(expected))
  expect(reference.forward(theta, Float64Array.of(2, 4, 6), 1).y).toEqual(Float64Array.from(expected))
})

test('panels whose activations are kept have their free parameters again, whatever panel came last', () => {
  const layers = [rescale(2, { factor: 2 }), append(2, { name: 'free', initial: [3] }), dense(3, 1)]
  const network = simdNetwork(sequential(layers).description, { extensions: convolution })
  const theta = Float64Array.of(3, 1, 1, 1, 0)
  // Of the second panel, only the first row exists.
  const tape = network.forward(theta, new Float32Array(9 * 2).fill(1), 9)
  const gradient = new Float64Array(network.parameterCount)
  network.vjp(tape, new Float64Array(9).fill(1), gradient)
  expect(gradient).toEqual(Float64Array.of(9, 18, 18, 27, 9))
  expect(network.jvp(tape, Float64Array.of(0, 0, 0, 1, 0))).toEqual(new Float32Array(9).fill(3))
})

test("the paper's network of Atari has 33,500 parameters (Table 3)", () => {
  const { parameterCount, leaves, inputSize, outputSize } = sequential(convLayers(atari))
  expect([inputSize, outputSize, parameterCount]).toEqual([8320, 8, 33_500])
  expect(leaves.map(({ name, shape, size }) => [name, shape, size])).toEqual([
    ['1.weight', [4, 4, 4, 16], 1024],
    ['1.bias', [16], 16],
    ['3.weight', [16, 4, 4, 16], 4096],
    ['3.bias', [16], 16],
    ['5.weight', [1408, 20], 28_160],
    ['5.bias', [20], 20],
    ['7.weight', [20, 8], 160],
    ['7.bias', [8], 8],
  ])
})
