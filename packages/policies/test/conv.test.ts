import { categoricalConv, createPolicy, decodePolicy, encodePolicy, mode, summarizePolicy } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => vi.unstubAllGlobals())

const atari = {
  observationShape: [4, 52, 40],
  convolutions: [
    { filters: 16, filterSize: 4, stride: 2 },
    { filters: 16, filterSize: 4, stride: 2 },
  ],
  hidden: [20],
  classes: [3, 3, 2],
  rescale: { factor: 1 / 255 },
} as const

test("the paper's policy of Atari has 33,500 parameters (Table 3), layer by layer", () => {
  const { layers, parameterCount, observationSize, actionSize } = summarizePolicy(categoricalConv(atari))
  expect([observationSize, parameterCount, actionSize]).toEqual([8320, 33_500, 3])
  const parametric = layers.filter((layer) => layer.parameterCount > 0)
  expect(parametric.map((layer) => [layer.kind, layer.outputSize, layer.parameterCount])).toEqual([
    ['conv2d', 16 * 25 * 19, 1040],
    ['conv2d', 16 * 11 * 8, 4112],
    ['dense', 20, 28_180],
    ['dense', 8, 168],
  ])
})

const small = { ...atari, observationShape: [2, 12, 11], hidden: [5] } as const

test('bytes and the scale that they have are saved with the policy', () => {
  const model = categoricalConv({ ...small, outputGain: 1 })
  const policy = createPolicy({ ...model, theta: model.network.init(randomStream(1, 'conv')) })
  const { json, tensors } = encodePolicy(policy)
  expect(JSON.parse(json).network.layers[0]).toEqual({ kind: 'rescale', size: 264, factor: 1 / 255, offset: 0 })
  const again = decodePolicy(json, tensors)
  const bytes = Uint8Array.from({ length: 264 }, (_, i) => (i * 37) % 256)
  expect(mode(again, bytes)).toEqual(mode(policy, bytes))
  expect(mode(again, Float32Array.from(bytes))).toEqual(mode(policy, bytes))
})

test('where the kernels cannot be compiled, a loaded policy acts by the reference', () => {
  const model = categoricalConv({ ...small, outputGain: 1 })
  const policy = createPolicy({ ...model, theta: model.network.init(randomStream(2, 'conv')) })
  const { json, tensors } = encodePolicy(policy)
  const bytes = Uint8Array.from({ length: 264 }, (_, i) => (i * 91) % 256)
  const expected = mode(policy, bytes)
  vi.stubGlobal('WebAssembly', undefined)
  const again = decodePolicy(json, tensors)
  expect(again.network.precision).toBe('f64')
  expect(mode(again, bytes)).toEqual(expected)
})

test('what does not fit is refused by name', () => {
  const wide = [atari.convolutions[0], { filters: 2, filterSize: 6, stride: 1 }]
  expect(() => categoricalConv({ ...small, convolutions: wide })).toThrow(
    'convolutions[1].filterSize is 6, larger than images of 5 x 4',
  )
  const model = categoricalConv(small)
  const policy = createPolicy({ ...model, theta: new Float64Array(model.network.parameterCount) })
  const { json, tensors } = encodePolicy(policy)
  const spoil = (change: object) => {
    const document = JSON.parse(json)
    Object.assign(document.network.layers[1], change)
    return () => decodePolicy(JSON.stringify(document), tensors)
  }
  expect(spoil({ outputSize: 7 })).toThrow('network: layers[1].outputSize is 7, and such filters put out 320 numbers')
  expect(spoil({ stride: 0 })).toThrow('network: layers[1].stride is 0')
  expect(spoil({ filterSize: 99 })).toThrow('network: layers[1].filterSize is 99, larger than images of 12 x 11')
  expect(spoil({ inputShape: [12, 11] })).toThrow('network: layers[1].inputShape is an array')
})
