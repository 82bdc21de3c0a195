import { networkFromDescription, simdAvailable, simdNetwork } from '@trpo/networks'
import {
  act,
  categoricalMlp,
  createPolicy,
  decodePolicy,
  encodePolicy,
  gaussianMlp,
  mode,
  type PolicyModel,
} from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { afterEach, describe, expect, test, vi } from 'vitest'

/** What a browser throws on a page whose Content-Security-Policy has no 'wasm-unsafe-eval'. */
class CompileError extends Error {}
const refusal = 'WebAssembly.Module(): Compiling or instantiating WebAssembly module violates Content Security policy'
const strict = {
  Module: class {
    constructor() {
      throw new CompileError(refusal)
    }
  },
}

const pages = [
  ['a strict Content-Security-Policy', strict, refusal],
  ['no WebAssembly at all', undefined, 'there is no WebAssembly'],
] as const
const models: readonly (readonly [string, PolicyModel])[] = [
  ['Gaussian', gaussianMlp({ observationSize: 4, actionSize: 2, hidden: [5], outputGain: 1 })],
  ['categorical', categoricalMlp({ observationSize: 4, classes: [3, 5], hidden: [5], outputGain: 1 })],
]
const observation = [0.3, -1, 2, 0.01]

afterEach(() => vi.unstubAllGlobals())

describe.each(pages)('on a page with %s', (_, stub, reason) => {
  test('the kernels are not available, and say both remedies when they are used all the same', () => {
    expect(simdAvailable()).toBe(true)
    vi.stubGlobal('WebAssembly', stub)
    expect(simdAvailable()).toBe(false)
    const { network } = gaussianMlp({ observationSize: 4, actionSize: 2, hidden: [5] })
    const theta = network.init(randomStream(1, 'init'))
    const message = `the kernels of simdNetwork cannot be compiled here (${reason}): add 'wasm-unsafe-eval' to the script-src`
    expect(() => network.forward(theta, new Float32Array(4), 1)).toThrow(message)
    expect(() => network.forward(theta, new Float32Array(4), 1)).toThrow('buildNetwork: networkFromDescription')
  })

  test.each(models)('a %s policy that is loaded acts by the reference network', (_family, model) => {
    const policy = createPolicy({ ...model, theta: model.network.init(randomStream(1, 'init')) })
    const expected = mode(policy, observation)
    const { json, tensors } = encodePolicy(policy)
    vi.stubGlobal('WebAssembly', stub)
    const loaded = decodePolicy(json, tensors)
    expect(loaded.network.precision).toBe('f64')
    mode(loaded, observation).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 5)
    })
    const reference = decodePolicy(json, tensors, { buildNetwork: networkFromDescription })
    const drawn = act(loaded, observation, randomStream(2, 'act'))
    expect(drawn).toEqual(act(reference, observation, randomStream(2, 'act')))
  })

  test('kernels that were asked for are not replaced', () => {
    const model = models[0][1]
    const { json, tensors } = encodePolicy({ ...model, theta: new Float64Array(model.network.parameterCount) })
    vi.stubGlobal('WebAssembly', stub)
    const loaded = decodePolicy(json, tensors, { buildNetwork: simdNetwork })
    expect(() => mode(loaded, observation)).toThrow("add 'wasm-unsafe-eval'")
  })
})
