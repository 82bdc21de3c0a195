import {
  append,
  conv2d,
  convolution,
  dense,
  mlp,
  mlpLayers,
  networkFromDescription,
  relu,
  rescale,
  sequential,
  simdNetwork,
  tanh,
} from '@trpo/networks'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layers } from './arbitrary.ts'

const swimmer = () =>
  sequential([
    ...mlpLayers({ inputSize: 9, hidden: [30], outputSize: 2 }),
    append(2, { name: 'logStd', initial: [-0.5, 0.25] }),
  ])

test("the paper's swimmer has 364 parameters (table 2), in named leaves", () => {
  const network = swimmer()
  expect(network.parameterCount).toBe(364)
  expect(network.inputSize).toBe(9)
  expect(network.outputSize).toBe(4)
  expect(network.leaves).toEqual([
    { name: '0.weight', shape: [9, 30], offset: 0, size: 270 },
    { name: '0.bias', shape: [30], offset: 270, size: 30 },
    { name: '2.weight', shape: [30, 2], offset: 300, size: 60 },
    { name: '2.bias', shape: [2], offset: 360, size: 2 },
    { name: 'logStd', shape: [2], offset: 362, size: 2 },
  ])
})

test.each([
  ['hopper, 11 inputs', 11, [50, 50], 3, 3306],
  ["hopper, the authors' 41 inputs", 41, [50, 50], 3, 4806],
  ['walker, 17 inputs', 17, [50, 50], 6, 3762],
  ['cart-pole, linear', 4, [], 1, 6],
] as const)('parameters of %s', (_, inputSize, hidden, outputSize, expected) => {
  const affine = mlpLayers({ inputSize, hidden, outputSize })
  const network = sequential([...affine, append(outputSize, { name: 'logStd', initial: Array(outputSize).fill(0) })])
  expect(network.parameterCount).toBe(expected)
})

test('initial weights into each output have norm gain, biases are 0, free parameters as given', () => {
  const network = sequential([
    ...mlpLayers({ inputSize: 7, hidden: [5], outputSize: 3, outputGain: 0.01 }),
    append(3, { name: 'logStd', initial: [1, 2, 3] }),
  ])
  const theta = network.init(randomStream(1, 'init'))
  const norms = (offset: number, rows: number, columns: number) =>
    Array.from({ length: columns }, (_, j) =>
      Math.sqrt(Array.from({ length: rows }, (_, i) => theta[offset + i * columns + j] ** 2).reduce((a, b) => a + b)),
    )
  for (const norm of norms(0, 7, 5)) expect(norm).toBeCloseTo(1, 14)
  for (const norm of norms(40, 5, 3)) expect(norm).toBeCloseTo(0.01, 16)
  expect([...theta.subarray(35, 40)]).toEqual([0, 0, 0, 0, 0])
  expect([...theta.subarray(55)]).toEqual([0, 0, 0, 1, 2, 3])
  expect(new Set(theta.subarray(0, 35)).size).toBe(35)
})

test('the same draws give the same initial parameters, others give others', () => {
  const network = swimmer()
  expect(network.init(randomStream(3, 'init'))).toEqual(network.init(randomStream(3, 'init')))
  expect(network.init(randomStream(3, 'init'))).not.toEqual(network.init(randomStream(4, 'init')))
})

test('a network is rebuilt from its description, also through JSON', () => {
  fc.assert(
    fc.property(layers(), (chain) => {
      const network = sequential(chain)
      const again = networkFromDescription(JSON.parse(JSON.stringify(network.description)))
      expect(again.description).toEqual(network.description)
      expect(again.leaves).toEqual(network.leaves)
      expect(again.init(randomStream(1, 'init'))).toEqual(network.init(randomStream(1, 'init')))
    }),
  )
})

describe('what does not fit is refused by name', () => {
  test.each([
    [() => sequential([]), 'a network needs one or more layers'],
    [() => sequential([dense(3, 4), tanh(5)]), 'layer 1 (tanh) takes 5 inputs, but layer 0 (dense) puts out 4'],
    [() => sequential([append(1, { name: 'a', initial: [0] }), append(2, { name: 'a', initial: [0] })]), "named 'a'"],
    [() => dense(0, 4), 'inputSize is 0'],
    [() => dense(4, 1.5), 'outputSize is 1.5'],
    [() => dense(4, 1, { gain: -1 }), 'gain is -1'],
    [() => dense(4, 1, { gain: Number.NaN }), 'gain is NaN'],
    [() => relu(-1), 'size is -1'],
    [() => append(1, { name: '0.weight', initial: [0] }), 'name is "0.weight"'],
    [() => append(1, { name: 'a', initial: [] }), 'initial is an array of length 0'],
    [() => append(1, { name: 'a', initial: [0, Number.POSITIVE_INFINITY] }), 'initial[1] is Infinity'],
    [() => mlp({ inputSize: 1, hidden: [3, 0], outputSize: 1 }), 'hidden[1] is 0'],
    [() => mlp({ inputSize: 1, hidden: [], outputSize: 1, activation: 'elu' as 'relu' }), 'activation is "elu"'],
    [() => sequential([dense(2 ** 20, 2 ** 20)]), 'number of parameters'],
  ])('%s', (build, message) => {
    expect(build).toThrow(message)
  })

  const network = swimmer()
  const theta = new Float64Array(364)
  test.each([
    [() => network.forward(new Float64Array(363), new Float64Array(9), 1), 'theta has length 363'],
    [() => network.forward(new Float64Array(365), new Float64Array(9), 1), 'this network has 364 parameters'],
    [() => network.forward(theta, new Float64Array(17), 2), 'x has length 17, expected 18 numbers: [2 rows, 9]'],
    [() => network.forward(theta, new Float32Array(9), 1), 'x is a Float32Array, but this network computes in f64'],
    [() => network.forward(theta, new Float64Array(9), 0.5), 'rows is 0.5'],
    [() => network.jvp(network.forward(theta, new Float64Array(9), 1), new Float64Array(3)), 'dtheta has length 3'],
    [
      () => network.vjp(network.forward(theta, new Float64Array(9), 1), new Float64Array(3), theta),
      'ybar has length 3, expected 4',
    ],
  ])('%s', (use, message) => {
    expect(use).toThrow(message)
  })

  test("another network's tape", () => {
    const tape = swimmer().forward(theta, new Float64Array(9), 1)
    expect(() => network.jvp(tape, theta)).toThrow('the tape was made by another network')
  })

  test('a tape whose memory was reused', () => {
    const tape = network.forward(theta, new Float64Array(9), 1)
    network.forward(theta, new Float64Array(9), 1, tape)
    expect(() => network.jvp(tape, theta)).toThrow('reused by a later forward pass')
  })
})

describe('a layer of your own', () => {
  const description = { kind: 'sequential', layers: [{ kind: 'acme/scale', size: 2 }] } as const
  const layers = { 'acme/scale': () => ({ ...relu(2), description: description.layers[0] }) }

  test('is built by the builder that is given for it', () => {
    const network = networkFromDescription(JSON.parse(JSON.stringify(description)), { layers })
    expect(network.description).toEqual(description)
    // Kinds of this package stay this package's.
    expect(
      networkFromDescription(sequential([tanh(1)]).description, { layers: { tanh: () => relu(1) } }).description,
    ).toEqual(sequential([tanh(1)]).description)
  })

  test.each([rescale(1, { factor: 2 }), conv2d({ inputShape: [1, 1, 1], filters: 1, filterSize: 1, stride: 1 })])(
    'replaces no layer of an extension',
    (layer) => {
      const { description } = sequential([layer])
      const layers = { [layer.description.kind]: () => relu(1) }
      expect(networkFromDescription(description, { layers, extensions: convolution }).description).toEqual(description)
      expect(() => networkFromDescription(description, { layers })).toThrow(
        `layers[0].kind is "${layer.description.kind}", expected one of dense, tanh, relu, append;`,
      )
    },
  )

  test('is refused without one, and by the kernels', () => {
    expect(() => networkFromDescription(description)).toThrow(
      'layers[0].kind is "acme/scale", expected one of dense, tanh, relu, append; layers of your own need a builder',
    )
    expect(() => simdNetwork(description)).toThrow(
      'there are no kernels for layers of kind "acme/scale": use networkFromDescription',
    )
    expect(() => simdNetwork({ kind: 'acme/network' })).toThrow('kind is "acme/network", expected "sequential"')
  })
})

describe('a description that describes no network is refused by field', () => {
  const tanhOf = (size: unknown) => ({ kind: 'sequential', layers: [{ kind: 'tanh', size }] })
  test.each([
    [null, 'the network description is null'],
    [[], 'the network description is an array'],
    [{ kind: 'recurrent' }, 'kind is "recurrent"'],
    [{ kind: 'sequential' }, 'layers is undefined'],
    [{ kind: 'sequential', layers: [3] }, 'layers[0] is 3'],
    [{ kind: 'sequential', layers: [{ kind: 'toString' }] }, 'layers[0].kind is "toString"'],
    [tanhOf('4'), 'layers[0].size is "4", expected a whole number'],
    [tanhOf(2 ** 31), 'layers[0].size is 2147483648'],
    [{ kind: 'sequential', layers: [{ kind: 'dense', inputSize: 1, outputSize: 1 }] }, 'layers[0].gain is missing'],
    [
      { kind: 'sequential', layers: [{ kind: 'append', inputSize: 1, name: 'a', initial: ['0'] }] },
      'layers[0].initial[0] is "0"',
    ],
    [{ kind: 'sequential', layers: [{ kind: 'append', inputSize: 1, name: 7, initial: [0] }] }, 'layers[0].name is 7'],
  ])('%j', (description, message) => {
    expect(() => networkFromDescription(description)).toThrow(message)
  })

  test('any JSON gives a network or a RangeError', () => {
    const field = fc.oneof(fc.jsonValue(), fc.integer({ min: 1, max: 4 }), fc.constantFrom('dense', 'append', 'tanh'))
    const layer = fc.record(
      { kind: field, inputSize: field, outputSize: field, size: field, gain: field, name: field, initial: field },
      { requiredKeys: [] },
    )
    const description = fc.record({ kind: fc.constant('sequential'), layers: fc.array(layer) })
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), description), (value) => {
        try {
          networkFromDescription(value)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
  })
})
