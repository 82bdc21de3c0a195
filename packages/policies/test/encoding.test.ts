import { networkFromDescription } from '@trpo/networks'
import {
  act,
  decodePolicy,
  decodeSafetensors,
  encodePolicy,
  encodeSafetensors,
  mode,
  type Tensor,
} from '@trpo/policies'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { policies } from './policies.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

describe.each(policies)('%s', (_, policy) => {
  const { json, tensors } = encodePolicy(policy)

  test('is decoded with the same bits, and acts alike', () => {
    const again = decodePolicy(json, tensors)
    expect(new BigUint64Array(again.theta.buffer)).toEqual(new BigUint64Array(policy.theta.buffer))
    expect(again.normalizer).toEqual(policy.normalizer)
    expect(again.network.description).toEqual(policy.network.description)
    expect(again.distribution.description).toEqual(policy.distribution.description)
    const observation = [0.3, -1, 2, 0.01]
    expect(mode(again, observation)).toEqual(mode(policy, observation))
    const [a, b] = [randomStream(5, 'act'), randomStream(5, 'act')]
    for (let i = 0; i < 10; i++) expect(act(again, observation, a)).toEqual(act(policy, observation, b))
    expect(encodePolicy(again)).toEqual({ json, tensors })
  })

  test('its tensors are the leaves by name', () => {
    const { tensors: named } = decodeSafetensors(tensors)
    for (const { name, shape, offset, size } of policy.network.leaves) {
      const data = policy.theta.slice(offset, offset + size)
      expect(named.get(`network.${name}`)).toEqual({ dtype: 'F64', shape, data })
    }
    expect(named.size).toBe(policy.network.leaves.length + (policy.normalizer === undefined ? 0 : 3))
  })

  test('the JSON may be reformatted, and begin with a byte order mark', () => {
    expect(decodePolicy(`\uFEFF${json}`, tensors).theta).toEqual(policy.theta)
    expect(decodePolicy(JSON.stringify(JSON.parse(json), null, '\t'), tensors).theta).toEqual(policy.theta)
  })

  test('the network may be built by another implementation', () => {
    const build = vi.fn(networkFromDescription)
    const again = decodePolicy(json, tensors, { buildNetwork: build })
    expect(again.network).toBe(build.mock.results[0].value)
  })
})

const [, [, gaussian]] = policies
const { json, tensors } = encodePolicy(gaussian)

/** The same tensors without the copy of the description, changed. */
function changed(change: (named: Map<string, Tensor>) => void): Uint8Array {
  const named = new Map(decodeSafetensors(tensors).tensors)
  change(named)
  return encodeSafetensors(named)
}

function rewritten(change: Record<string, unknown>): string {
  return JSON.stringify({ ...JSON.parse(json), ...change })
}

const plain = changed(() => {})
const f64 = (...data: number[]): Tensor => ({ dtype: 'F64', shape: [data.length], data: Float64Array.from(data) })

test('tensors without a copy of the description are accepted', () => {
  expect(decodePolicy(json, plain).theta).toEqual(gaussian.theta)
})

test.each<[string, string, Uint8Array]>([
  ["the policy's JSON cannot be parsed", '{', tensors],
  ["the policy's JSON is an array", '[]', tensors],
  ['formatVersion is 3, this version of @trpo/policies reads 1 and 2', rewritten({ formatVersion: 3 }), plain],
  ['actions is 1, expected "clip" or "scale"', rewritten({ actions: 1 }), plain],
  ['actions are given, and format 1 has none', rewritten({ formatVersion: 1, actions: 'clip' }), plain],
  ['tensor "actions.low" is missing', rewritten({ actions: 'clip' }), plain],
  ['formatVersion is undefined', '{}', plain],
  ['precision is "f16", expected "f32" or "f64"', rewritten({ precision: 'f16' }), plain],
  ['network: the network description is null', rewritten({ network: null }), plain],
  ['network: layers[0].kind is 3', rewritten({ network: { kind: 'sequential', layers: [{ kind: 3 }] } }), plain],
  ['distribution: ', rewritten({ distribution: { kind: 'beta' } }), plain],
  ['distribution takes 6', rewritten({ distribution: { kind: 'diagonal-gaussian', size: 3 } }), plain],
  ['normalizer is 1, expected true or false', rewritten({ normalizer: 1 }), plain],
  ['the JSON and the tensors are of two policies', rewritten({ note: 'edited' }), tensors],
  ['the JSON and the tensors are of two policies', json, encodePolicy(policies[0][1]).tensors],
  ['the tensors hold "normalizer.clip"', rewritten({ normalizer: false }), plain],
  ['tensor "normalizer.std" is missing', json, changed((named) => named.delete('normalizer.std'))],
  ['tensor "network.0.bias" is missing', json, changed((named) => named.delete('network.0.bias'))],
  ['the tensors hold "network.9.bias"', json, changed((named) => named.set('network.9.bias', f64(1)))],
  ['"network.logStd" has shape [3], expected [2]', json, changed((named) => named.set('network.logStd', f64(1, 2, 3)))],
  ["in leaf 'logStd', is NaN", json, changed((named) => named.set('network.logStd', f64(0, Number.NaN)))],
  ['normalizer.std[1] is 0', json, changed((named) => named.set('normalizer.std', f64(1, 0, 1, 1)))],
  [
    '"network.logStd" is F32, expected F64',
    json,
    changed((named) => named.set('network.logStd', { dtype: 'F32', shape: [2], data: new Float32Array(2) })),
  ],
  ['safetensors: ', json, tensors.subarray(0, tensors.length - 1)],
])('refused: %s', (message, text, bytes) => {
  expect(() => decodePolicy(text, bytes)).toThrow(message)
})

test('a description of an enormous network is refused without making it', () => {
  const layers = [{ kind: 'dense', inputSize: 40_000, outputSize: 50_000, gain: 1 }]
  const text = rewritten({
    network: { kind: 'sequential', layers },
    distribution: { kind: 'categorical', classes: 50_000 },
  })
  expect(() => decodePolicy(text, plain)).toThrow('tensor "network.0.weight" has shape [4, 5]')
})

test('random changes to JSON and tensors are read or refused with an error', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .tuple(fc.nat(json.length), fc.string({ maxLength: 3 }))
      .map(([at, s]) => json.slice(0, at) + s + json.slice(at + 1)),
    fc.constant(json),
    fc
      .dictionary(fc.constantFrom('network', 'distribution', 'normalizer', 'actions', 'formatVersion'), fc.jsonValue())
      .map(rewritten),
  )
  const bytes = fc.oneof(
    fc.constant(plain),
    fc.uint8Array(),
    fc.nat(tensors.length).map((length) => tensors.slice(0, length)),
    fc.array(fc.tuple(fc.nat(tensors.length - 1), fc.nat(255)), { maxLength: 4 }).map((changes) => {
      const copy = tensors.slice()
      for (const [at, value] of changes) copy[at] = value
      return copy
    }),
  )
  fc.assert(
    fc.property(text, bytes, (t, b) => {
      try {
        const policy = decodePolicy(t, b)
        expect(policy.theta.every(Number.isFinite)).toBe(true)
      } catch (error) {
        if (!(error instanceof Error)) throw error
        expect(error.message.length).toBeGreaterThan(10)
      }
    }),
    { numRuns: 1000 },
  )
})
