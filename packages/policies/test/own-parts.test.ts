import { distributionConformance } from '@trpo/distributions/conformance'
import { dense, networkFromDescription, sequential, simdNetwork } from '@trpo/networks'
import { networkConformance } from '@trpo/networks/conformance'
import {
  assertLoadable,
  createPolicy,
  type DecodePolicyOptions,
  decodePolicy,
  encodePolicy,
  gaussianMlp,
  mode,
  type PolicyModel,
} from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { describe, expect, test } from 'vitest'
import { bell, bellOf, plain, plainOf, scaling, scalingOf } from './own-parts.ts'
import { policies } from './policies.ts'

const layers = { 'test/scaling': scalingOf }
const networks = { 'test/plain': plainOf }
const distributions = { 'test/bell': bellOf }
const gaussian = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [4] })
const layered = sequential([dense(3, 4), scaling(4, 0.5)])

/** Models with parts of one's own, what loads them, and what is said where that is not given. */
const models: readonly (readonly [
  name: string,
  model: PolicyModel,
  options: DecodePolicyOptions,
  message: string,
  remedy: string,
])[] = [
  [
    'a distribution',
    { ...gaussian, distribution: bell(2) },
    { distributions },
    'distribution: distribution kind is "test/bell", expected one of diagonal-gaussian, categorical, factored-categorical; distributions of your own need a builder, given as `distributions`',
    '',
  ],
  [
    'a network',
    { network: plain(3, 4), distribution: bell(2) },
    { distributions, networks },
    'network: there is no builder for kind "test/plain": networks of your own need one, given as `networks` by kind',
    '',
  ],
  [
    'a layer',
    { ...gaussian, network: layered },
    { layers },
    // A policy that is loaded may have convolutions too.
    'network: layers[1].kind is "test/scaling", expected one of dense, tanh, relu, append',
    'layers of your own need a builder, given as `layers`',
  ],
]

describe.each(models)('%s of your own', (_, model, options, message, remedy) => {
  const policy = createPolicy({ ...model, theta: model.network.init(randomStream(3, 'own')) })
  const { json, tensors } = encodePolicy(policy)

  test('is saved and loaded with its builder', () => {
    assertLoadable(model, options)
    const again = decodePolicy(json, tensors, options)
    expect(encodePolicy(again)).toEqual({ json, tensors })
    expect(mode(again, [1, 2, 3])).toEqual(mode(policy, [1, 2, 3]))
  })

  test('is refused without it, before training too, by a sentence that says what to pass', () => {
    expect(() => decodePolicy(json, tensors)).toThrow(message)
    expect(() => decodePolicy(json, tensors)).toThrow(remedy)
    expect(() => assertLoadable(model)).toThrow(`could be trained and saved, but not loaded again: ${message}`)
  })
})

test.each(policies)('%s needs no builder', (_, policy) => {
  assertLoadable(policy)
})

describe('a model that cannot be loaded again is refused before it is trained', () => {
  const described = (network: object) => ({ ...layered, description: network as typeof layered.description })
  test.each<[string, PolicyModel, DecodePolicyOptions, string]>([
    [
      'another network than it describes',
      { ...gaussian, network: { ...plain(3, 4), description: plain(2, 4).description } },
      { networks },
      "the network's inputSize is 2 and was 3",
    ],
    [
      'another distribution than it describes',
      { ...gaussian, distribution: { ...bell(2), noiseSize: 3 } },
      { distributions },
      "the distribution's noiseSize is 2 and was 3",
    ],
    [
      'a description that JSON loses',
      { ...gaussian, network: described({ kind: 'test/plain', inputSize: 3, outputSize: 4, decay: Number.NaN }) },
      { networks },
      "the network's description, once through JSON, is {",
    ],
    [
      'a builder that throws',
      { ...gaussian, network: layered },
      { layers: { 'test/scaling': ({ kind }) => scalingOf({ kind }) } },
      'layers[1].size is undefined, factor undefined',
    ],
    [
      'layers without kernels, for the kernels',
      { ...gaussian, network: layered },
      { layers, buildNetwork: simdNetwork },
      'there are no kernels for layers of kind "test/scaling": use networkFromDescription',
    ],
    [
      'bounds for other actions',
      { ...gaussian, actions: { low: [0], high: [1], fit: 'clip' } },
      {},
      'actions.low has length 1',
    ],
  ])('%s', (_, model, options, message) => {
    expect(() => assertLoadable(model, options)).toThrow(message)
  })
})

describe('parts of your own pass the conformance suites', () => {
  for (const { name, run } of distributionConformance(bell(1))) test(`distribution: ${name}`, run)
  const rebuild = (description: unknown) => networkFromDescription(description, { layers })
  for (const { name, run } of networkConformance(layered, { rebuild })) test(`layer: ${name}`, run)
  const build = { rebuild: () => plain(3, 4) }
  for (const { name, run } of networkConformance(plain(3, 4), build)) test(`network: ${name}`, run)
})
