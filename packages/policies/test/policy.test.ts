import { diagonalGaussian } from '@trpo/distributions'
import { networkFromDescription } from '@trpo/networks'
import {
  act,
  categoricalMlp,
  createPolicy,
  gaussianMlp,
  mode,
  normalize,
  type Policy,
  policyAt,
  policyForward,
} from '@trpo/policies'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { inputs, policies } from './policies.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

const model = gaussianMlp({ observationSize: 9, actionSize: 2, hidden: [30] })
const theta = model.network.init(randomStream(1, 'init'))

test("gaussianMlp is the paper's swimmer policy: 364 parameters, mu of means and log stds", () => {
  expect(model.network.parameterCount).toBe(364)
  expect(model.network.leaves.at(-1)).toEqual({ name: 'logStd', shape: [2], offset: 362, size: 2 })
  const started = gaussianMlp({ observationSize: 9, actionSize: 2, hidden: [30], initialLogStd: -0.5, outputGain: 0 })
  const tape = policyForward(
    { ...started, theta: started.network.init(randomStream(1, 'init')) },
    new Float32Array(9),
    1,
  )
  expect([...tape.y]).toEqual([0, 0, -0.5, -0.5])
})

test.each([
  ['one choice of 4', 4, 4],
  ['choices of 3, 3 and 2', [3, 3, 2], 8],
] as const)('categoricalMlp of %s puts out all logits', (_, classes, logits) => {
  const { network, distribution } = categoricalMlp({ observationSize: 5, classes, hidden: [7] })
  expect(network.outputSize).toBe(logits)
  expect(distribution.parameterSize).toBe(logits)
})

test('a builder of networks is used; the kernels are the default', () => {
  const build = vi.fn(networkFromDescription)
  const options = { observationSize: 4, hidden: [3], buildNetwork: build }
  const built = [gaussianMlp({ ...options, actionSize: 2 }), categoricalMlp({ ...options, classes: 2 })]
  expect(build.mock.results.map(({ value }) => value)).toEqual(built.map((each) => each.network))
  expect(built.map(({ network }) => network.precision)).toEqual(['f64', 'f64'])
  expect(gaussianMlp({ observationSize: 4, hidden: [3], actionSize: 2 }).network.precision).toBe('f32')
})

test.each(policies)('%s: the kernels give the mu of the reference to 1e-5', (_, policy) => {
  const { description, extensions } = policy.network
  const reference = { ...policy, network: networkFromDescription(description, { extensions }) }
  const state = [0.3, -1.2, 2, 0.7]
  const expected = policyForward(reference, Float64Array.from(state), 1).y
  const { y } = policyForward(policy, inputs(policy, state), 1)
  for (let i = 0; i < y.length; i++)
    expect(Math.abs(y[i] - expected[i])).toBeLessThan(1e-5 * (1 + Math.abs(expected[i])))
})

test('a policy keeps copies', () => {
  const normalizer = { mean: new Float64Array(9), std: new Float64Array(9).fill(1), clip: 5 }
  const own = theta.slice()
  const policy = createPolicy({ ...model, theta: own, normalizer })
  own.fill(7)
  normalizer.mean.fill(7)
  expect(policy.theta).toEqual(theta)
  expect(policy.normalizer?.mean).toEqual(new Float64Array(9))
})

describe('parts that do not fit are refused', () => {
  const fit = { mean: new Float64Array(9), std: new Float64Array(9).fill(1), clip: 5 }
  test.each<[string, Partial<Policy>]>([
    [
      'the network puts out 4 numbers, the diagonal-gaussian distribution takes 6',
      { distribution: diagonalGaussian(3) },
    ],
    ['theta has length 363, the network has 364 parameters', { theta: theta.subarray(1) }],
    ['theta is a Float32Array', { theta: new Float32Array(364) as unknown as Float64Array }],
    ["theta[363], in leaf 'logStd', is NaN", { theta: theta.with(363, Number.NaN) }],
    ['normalizer.mean has length 8', { normalizer: { ...fit, mean: new Float64Array(8) } }],
    ['normalizer.std has length 10', { normalizer: { ...fit, std: new Float64Array(10).fill(1) } }],
    ['normalizer.std[2] is 0', { normalizer: { ...fit, std: fit.std.with(2, 0) } }],
    ['normalizer.mean[2] is Infinity', { normalizer: { ...fit, mean: fit.mean.with(2, Number.POSITIVE_INFINITY) } }],
    ['normalizer.clip is 0', { normalizer: { ...fit, clip: 0 } }],
    ['normalizer.clip is NaN', { normalizer: { ...fit, clip: Number.NaN } }],
  ])('%s', (message, parts) => {
    expect(() => createPolicy({ ...model, theta, ...parts })).toThrow(message)
  })

  test('as many log stds as actions', () => {
    const options = { observationSize: 9, actionSize: 2, hidden: [] }
    expect(() => gaussianMlp({ ...options, initialLogStd: [0] })).toThrow('initialLogStd has length 1, actions have 2')
    expect(() => gaussianMlp({ ...options, initialLogStd: Number.NaN })).toThrow('initial[0] is NaN')
  })
})

describe.each(policies)('%s', (_, policy) => {
  const { distribution, network, normalizer } = policy
  const observation = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 })

  test('act samples from mu of the observation with the draws in order', () => {
    fc.assert(
      fc.property(observation, fc.nat(), (state, seed) => {
        const random = randomStream(seed, 'act')
        const noise = Float64Array.from({ length: distribution.noiseSize }, () =>
          distribution.noise === 'normal' ? random.normal() : random.uniform(),
        )
        const expected = new Float64Array(distribution.actionSize)
        distribution.sample(1, policyForward(policy, Float64Array.from(state), 1).y, noise, expected)

        const again = randomStream(seed, 'act')
        expect(act(policy, state, again)).toEqual(expected)
        expect(again.uniform()).toBe(random.uniform())
      }),
    )
  })

  test('mode is the most likely action', () => {
    fc.assert(
      fc.property(observation, fc.nat(), (state, seed) => {
        const mu = policyForward(policy, Float64Array.from(state), 1).y
        const logProb = (action: Float64Array) => {
          const into = new Float64Array(1)
          distribution.logProb(1, mu, action, into)
          return into[0]
        }
        expect(logProb(mode(policy, state))).toBeGreaterThanOrEqual(
          logProb(act(policy, state, randomStream(seed, 'a'))),
        )
      }),
    )
  })

  test('policyForward is the network on normalised observations, any split, any memory: the same bits', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 6 }), fc.nat(6), (states, at) => {
        const rows = states.length
        const observations = inputs(policy, states.flat())
        const before = observations.slice()
        const whole = policyForward(policy, observations, rows)
        const normalized = observations.slice()
        if (normalizer !== undefined) normalize(normalizer, rows, observations, normalized)
        expect(whole.inputs).toEqual(normalized)
        expect(whole.y).toEqual(network.forward(policy.theta, normalized, rows).y)
        expect(observations).toEqual(before)

        const cut = Math.min(at, rows)
        const mu = whole.y.slice()
        const first = policyForward(policy, observations.subarray(0, 4 * cut), cut, whole)
        expect(first.y).toEqual(mu.slice(0, cut * network.outputSize))
        const second = policyForward(policy, observations.subarray(4 * cut), rows - cut, first)
        expect(second.y).toEqual(mu.slice(cut * network.outputSize))
      }),
    )
  })

  test('policyAt gives the bits of policyForward, whatever becomes of the arrays it was given', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 6 }), (states) => {
        const rows = states.length
        const observations = inputs(policy, states.flat())
        const expected = policyForward(policy, observations, rows)
        const direction = policy.theta.map((_, i) => (i % 5) - 2)
        const changing = structuredClone({ theta: policy.theta, normalizer })
        const at = policyAt({ ...policy, ...changing })
        changing.theta.fill(3)
        changing.normalizer?.mean.fill(3)
        changing.normalizer?.std.fill(3)
        let tape = at.forward(observations, rows)
        tape = at.forward(observations, rows, tape)
        expect(tape.y).toEqual(expected.y)
        expect(tape.inputs).toEqual(expected.inputs)
        const expectedChange = network.jvp(expected.networkTape, direction).slice()
        expect(network.jvp(tape.networkTape, direction)).toEqual(expectedChange)
      }),
    )
  })

  test('memory is reused, and grows', () => {
    const first = policyForward(policy, inputs(policy, new Array(12).fill(0)), 3)
    const second = policyForward(policy, inputs(policy, [1, 2, 3, 4]), 1, first)
    expect(second.y.buffer).toBe(first.y.buffer)
    expect(second.scratch.buffer).toBe(first.scratch.buffer)
    const many = inputs(
      policy,
      Array.from({ length: 20 }, (_, i) => i / 7),
    )
    expect(policyForward(policy, many, 5, second).y).toEqual(policyForward(policy, many, 5).y)
  })
})

test("the network's tape gives derivatives of mu", () => {
  const tape = policyForward({ ...model, theta }, new Float32Array(9).fill(0.1), 1)
  const direction = new Float64Array(364).fill(0, 0, 362).fill(1, 362)
  expect([...model.network.jvp(tape.networkTape, direction)]).toEqual([0, 0, 1, 1])
})

describe('observations that do not fit are refused', () => {
  const policy = createPolicy({ ...model, theta })
  test.each([
    [() => mode(policy, new Float64Array(8)), 'observation has length 8, this policy expects 9'],
    [
      () => act(policy, new Array(10).fill(0), randomStream(1, 'a')),
      'observation has length 10, this policy expects 9',
    ],
    [() => mode(policy, new Float64Array(9).with(3, Number.NaN)), 'observation[3] is NaN'],
    [() => mode(policy, new Array(9)), 'observation[0] is undefined'],
    [() => policyForward(policy, new Float32Array(17), 2), 'observations have length 17, 2 rows of 9 are 18'],
    [() => policyForward(policy, new Float32Array(9), -1), 'rows is -1'],
    [
      () =>
        policyForward(
          { ...policy, normalizer: { mean: new Float64Array(8), std: new Float64Array(8), clip: 1 } },
          new Float32Array(9),
          1,
        ),
      'the normaliser is for 8 components',
    ],
    [() => policyAt({ ...policy, theta: policy.theta.subarray(1) }), 'theta has length 363'],
    [
      () => policyAt({ ...policy, normalizer: { mean: new Float64Array(9), std: new Float64Array(9), clip: 1 } }),
      'normalizer.std[0] is 0, expected a positive finite number',
    ],
    [() => policyAt(policy).forward(new Float32Array(17), 2), 'observations have length 17, 2 rows of 9 are 18'],
  ])('%s', (use, message) => {
    expect(use).toThrow(message)
  })
})
