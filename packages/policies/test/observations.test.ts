import {
  createPolicy,
  decodePolicy,
  encodePolicy,
  gaussianMlp,
  mode,
  normalize,
  normalizerFrom,
  type ObservationArray,
  policyAt,
  policyForward,
  statisticsOf,
} from '@trpo/policies'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { policies } from './policies.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

const lengths = { minLength: 4, maxLength: 24 }
const batches: readonly (readonly [string, fc.Arbitrary<ObservationArray>])[] = [
  ['f64', fc.float64Array({ ...lengths, min: -9, max: 9, noNaN: true })],
  ['f32', fc.float32Array({ ...lengths, min: -9, max: 9, noNaN: true })],
  ['bytes', fc.uint8Array(lengths)],
]

describe.each(policies)('%s', (_, policy) => {
  const { network, normalizer, theta } = policy
  const single = network.precision === 'f32'

  test.each(batches)('%s give mu of what they are once normalised and rounded', (_type, batch) => {
    fc.assert(
      fc.property(batch, fc.nat(9), (observations, earlier) => {
        const rows = Math.floor(observations.length / 4)
        const seen = single ? new Float32Array(4 * rows) : new Float64Array(4 * rows)
        if (normalizer !== undefined) normalize(normalizer, rows, observations, seen)
        else for (let i = 0; i < seen.length; i++) seen[i] = observations[i]
        const mu = network.forward(theta, seen, rows).y

        const copy = observations.slice()
        const at = policyAt(policy)
        const old = at.forward(new Uint8Array(4 * earlier), earlier)
        for (const tape of [policyForward(policy, observations, rows), at.forward(observations, rows, old)]) {
          expect(tape.y).toEqual(mu)
          expect(Array.from(tape.inputs)).toEqual(Array.from(seen))
        }
        expect(observations).toEqual(copy)
      }),
    )
  })

  test('those of its own precision, and bytes that it takes, reach the network without a copy where nothing is done to them', () => {
    const [own, other] = single
      ? [new Float32Array(8), new Float64Array(8)]
      : [new Float64Array(8), new Float32Array(8)]
    expect(policyForward(policy, own, 2).inputs.buffer === own.buffer).toBe(normalizer === undefined)
    const bytes = new Uint8Array(8)
    const taken = normalizer === undefined && network.takesBytes === true
    expect(policyForward(policy, bytes, 2).inputs.buffer === bytes.buffer).toBe(taken)
    for (const stored of taken ? [other] : [other, bytes]) {
      const tape = policyForward(policy, stored, 2)
      expect(tape.inputs.buffer).toBe(tape.scratch.buffer)
      // The memory is used again.
      expect(policyForward(policy, stored, 1, tape).scratch.buffer).toBe(tape.scratch.buffer)
    }
  })
})

describe('a clock, 1.76e9 + 30 t', () => {
  // What is stored in f32 moves in steps of 128, four ticks of this clock.
  const ticks = Float64Array.from({ length: 7 }, (_, t) => 1.76e9 + 30 * t)
  const normalizer = normalizerFrom(statisticsOf(ticks.length, ticks, 1))
  const { network, distribution } = gaussianMlp({ observationSize: 1, actionSize: 1, hidden: [], outputGain: 1 })
  const theta = new Float64Array(network.parameterCount)
  theta[0] = 1
  const policy = createPolicy({ network, distribution, theta, normalizer })
  const expected = Array.from(ticks, (tick) => Math.fround((tick - normalizer.mean[0]) / normalizer.std[0]))

  test('is normalised in f64 and rounded once, in a batch and alone', () => {
    expect(Array.from(policyForward(policy, ticks, ticks.length).inputs)).toEqual(expected)
    // The network is the identity, so its mode is what it saw.
    expect(Array.from(ticks, (tick) => mode(policy, [tick])[0])).toEqual(expected)
    expect(new Set(expected).size).toBe(ticks.length)
  })

  test('and so it is in the policy that was saved', () => {
    const { json, tensors } = encodePolicy(policy)
    const loaded = decodePolicy(json, tensors)
    expect(Array.from(ticks, (tick) => mode(loaded, [tick])[0])).toEqual(expected)
  })
})
