import {
  append,
  dense,
  type Layer,
  mlpLayers,
  type NetworkDescription,
  networkFromDescription,
  relu,
  sequential,
  simdNetwork,
  tanh,
} from '@trpo/networks'
import { networkConformance } from '@trpo/networks/conformance'
import { describe, expect, test } from 'vitest'

const chains: readonly (readonly [string, readonly Layer[]])[] = [
  ['dense', [dense(3, 2)]],
  ['dense with gain 0', [dense(2, 3, { gain: 0 })]],
  ['tanh alone, without parameters', [tanh(3)]],
  ['relu alone, without parameters', [relu(3)]],
  ['append', [append(2, { name: 'free', initial: [0.5, -1] })]],
  ['tanh and relu after append', [append(1, { name: 'free', initial: [1] }), tanh(2), dense(2, 2), relu(2)]],
  ['a perceptron of tanh', mlpLayers({ inputSize: 5, hidden: [9, 8], outputSize: 3 })],
  ['a perceptron of relu', mlpLayers({ inputSize: 4, hidden: [7, 13], outputSize: 2, activation: 'relu' })],
  [
    "the paper's swimmer policy",
    [...mlpLayers({ inputSize: 9, hidden: [30], outputSize: 2 }), append(2, { name: 'logStd', initial: [0, 0] })],
  ],
]

const builders = [
  ['the reference', networkFromDescription],
  ['the kernels', (description: NetworkDescription) => simdNetwork(description)],
  [
    'kernels that keep no activations',
    (description: NetworkDescription) => simdNetwork(description, { activationBytes: 0 }),
  ],
] as const

describe.each(builders)('%s', (_, build) => {
  describe.each(chains)('%s', (_, layers) => {
    for (const { name, run } of networkConformance(build(sequential(layers).description))) test(name, run)
  })
})

describe('with other rows and seeds', () => {
  const description = sequential(mlpLayers({ inputSize: 4, hidden: [6], outputSize: 2 })).description
  const many = networkConformance(simdNetwork(description), { rows: 1100, seed: 2 })
  for (const { name, run } of many) test(`the kernels, more rows than a chunk: ${name}`, run)
  const theta = Float64Array.from({ length: 44 }, (_, p) => ((p * 7) % 11) / 11 - 0.5)
  for (const { name, run } of networkConformance(networkFromDescription(description), { rows: 2, theta, seed: 3 })) {
    test(`the reference, given parameters: ${name}`, run)
  }
})

describe('options that do not fit throw', () => {
  const network = sequential([dense(2, 2)])
  test.each([
    [{ rows: 1 }, 'rows is 1, expected a whole number above 1'],
    [{ rows: 2.5 }, 'rows is 2.5'],
    [{ rowsPerSum: 0 }, 'rowsPerSum is 0'],
    [{ theta: [1, 2] }, 'theta has length 2, the network has 6 parameters'],
  ])('%j', (options, message) => {
    expect(() => networkConformance(network, options)).toThrow(message)
  })
})
