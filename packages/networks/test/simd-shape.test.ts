import { append, mlpLayers, networkFromDescription, sequential, simdNetwork, tanh } from '@trpo/networks'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layers } from './arbitrary.ts'

const reference = sequential([
  ...mlpLayers({ inputSize: 9, hidden: [30], outputSize: 2 }),
  append(2, { name: 'logStd', initial: [-0.5, 0.25] }),
])

test('it has the shape, leaves, description and initial parameters of the reference', () => {
  fc.assert(
    fc.property(layers(), (chain) => {
      const exact = sequential(chain)
      const network = simdNetwork(JSON.parse(JSON.stringify(exact.description)))
      const shape = ({
        description,
        leaves,
        parameterCount,
        inputSize,
        outputSize,
      }: typeof exact | typeof network) => ({
        description,
        leaves,
        parameterCount,
        inputSize,
        outputSize,
      })
      expect(shape(network)).toEqual(shape(exact))
      expect(network.init(randomStream(1, 'init'))).toEqual(exact.init(randomStream(1, 'init')))
      expect(networkFromDescription(network.description).leaves).toEqual(network.leaves)
    }),
  )
})

test('no rows give no outputs', () => {
  const network = simdNetwork(reference.description)
  const tape = network.forward(new Float64Array(364), new Float32Array(0), 0)
  expect(tape.y.length).toBe(0)
  expect(network.jvp(tape, new Float64Array(364)).length).toBe(0)
  const into = new Float64Array(364).fill(1)
  network.vjp(tape, new Float64Array(0), into)
  expect(into).toEqual(new Float64Array(364).fill(1))
})

test('without parameters the outputs have the tangent 0', () => {
  const network = simdNetwork(sequential([tanh(3)]).description)
  const tape = network.forward(new Float64Array(0), Float32Array.of(1, 2, 3), 1)
  expect([...network.jvp(tape, new Float64Array(0))]).toEqual([0, 0, 0])
  network.vjp(tape, Float64Array.of(1, 2, 3), new Float64Array(0))
})

test('vjp adds to what is there', () => {
  const network = simdNetwork(reference.description)
  const theta = network.init(randomStream(1, 'init'))
  const tape = network.forward(theta, new Float32Array(9).fill(1), 1)
  const into = new Float64Array(364).fill(2)
  network.vjp(tape, Float64Array.of(0, 0, 1, 5), into)
  expect([...into.subarray(0, 362)]).toEqual(new Array(362).fill(2))
  expect([...into.subarray(362)]).toEqual([3, 7])
})

test('using it again and again takes no more memory', () => {
  const network = simdNetwork(reference.description)
  const theta = network.init(randomStream(1, 'init'))
  const x = new Float32Array(64 * 9)
  const into = new Float64Array(364)
  let tapes = [network.forward(theta, x, 64), network.forward(theta, x, 64)]
  const buffers = () => tapes.flatMap(({ memory }) => [memory.y.buffer, memory.dy?.buffer, memory.kept?.array.buffer])
  let first: readonly unknown[] = []
  for (let iteration = 0; iteration < 1000; iteration++) {
    tapes = tapes.map((tape) => network.forward(theta, x, 64, tape))
    for (const tape of tapes) network.vjp(tape, network.jvp(tape, theta), into)
    if (iteration === 0) first = buffers()
  }
  const last = buffers()
  expect(first.filter((buffer) => buffer !== undefined).length).toBeGreaterThan(4)
  expect(last.every((buffer, i) => buffer === first[i])).toBe(true)
})

test('forgotten tapes hand on their activations to those of other parameters, within the limit', () => {
  const activationBytes = 40_000
  const network = simdNetwork(reference.description, { activationBytes })
  const theta = network.init(randomStream(1, 'init'))
  const into = new Float64Array(364)
  const arrays = new Set<Float32Array>()
  for (let iteration = 0; iteration < 20; iteration++) {
    theta[iteration] += 0.1
    const tapes = Array.from({ length: 6 }, () => network.forward(theta, new Float32Array(64 * 9), 64))
    for (let product = 0; product < 2; product++)
      for (const tape of tapes) network.vjp(tape, new Float64Array(256), into)
    const kept = tapes.flatMap(({ memory }) => (memory.kept?.owner === memory.keptChunks ? [memory.kept.array] : []))
    // 64 rows take between 9 + 30 + 4 units and, padded, 60: three tapes of the six keep theirs, or two.
    expect(kept.length).toBeGreaterThanOrEqual(2)
    for (const array of kept) arrays.add(array)
  }
  expect([...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThanOrEqual(activationBytes)
})

describe('what does not fit is refused by name', () => {
  const network = simdNetwork(reference.description)
  const theta = new Float64Array(364)
  const one = () => network.forward(theta, new Float32Array(9), 1)
  test.each([
    [() => simdNetwork({ kind: 'sequential', layers: [] }), 'a network needs one or more layers'],
    [() => simdNetwork(reference.description, { activationBytes: -1 }), 'activationBytes is -1'],
    [() => simdNetwork(reference.description, { activationBytes: Number.NaN }), 'activationBytes is NaN'],
    [() => network.forward(new Float64Array(363), new Float32Array(9), 1), 'theta has length 363'],
    [() => network.forward(new Float64Array(365), new Float32Array(9), 1), 'this network has 364 parameters'],
    [() => network.forward(theta, new Float32Array(17), 2), 'x has length 17, expected 18 numbers: [2 rows, 9]'],
    [() => network.forward(theta, new Float64Array(9), 1), 'x is a Float64Array, but this network takes f32'],
    [() => network.forward(theta, new Float32Array(9), 0.5), 'rows is 0.5'],
    [() => network.jvp(one(), new Float64Array(3)), 'dtheta has length 3'],
    [() => network.vjp(one(), new Float64Array(3), theta), 'ybar has length 3, expected 4'],
    [() => network.vjp(one(), [1, 2, 3, 4] as unknown as Float64Array, theta), 'ybar is an array of length 4'],
    [() => network.vjp(one(), new Float64Array(4), new Float64Array(2)), 'into has length 2'],
  ])('%s', (use, message) => {
    expect(use).toThrow(message)
  })

  test("another network's tape", () => {
    const tape = simdNetwork(reference.description).forward(theta, new Float32Array(9), 1)
    expect(() => network.jvp(tape, theta)).toThrow('the tape was made by another network')
    expect(() => network.forward(theta, new Float32Array(9), 1, tape)).toThrow('the tape was made by another network')
  })

  test.each([1, 4])('a tape whose memory was reused for %i rows', (rows) => {
    const tape = one()
    network.forward(theta, new Float32Array(9 * rows), rows, tape)
    expect(() => network.jvp(tape, theta)).toThrow('reused by a later forward pass')
  })
})
