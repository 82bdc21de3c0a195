import { networkFromDescription, type RealArray, simdNetwork } from '@trpo/networks'
import {
  categoricalConv,
  categoricalMlp,
  createPolicy,
  gaussianConv,
  gaussianMlp,
  type NetworkBuilder,
  normalizerFrom,
  type Policy,
  type PolicyModel,
  statisticsOf,
} from '@trpo/policies'
import { randomStream } from '@trpo/random'

const observations = Float64Array.from({ length: 40 }, (_, i) => ((i * 7) % 13) - 4)

/** The observations of 4 numbers as images of 2 x 2. */
const images = {
  observationShape: [1, 2, 2],
  convolutions: [{ filters: 3, filterSize: 2, stride: 1 }],
  hidden: [4],
  outputGain: 1,
  rescale: { factor: 0.5, offset: -0.25 },
} as const

const models = (buildNetwork: NetworkBuilder) => [
  [
    'Gaussian',
    gaussianMlp({ observationSize: 4, actionSize: 2, hidden: [5], initialLogStd: [-0.5, 0.25], buildNetwork }),
  ],
  ['linear Gaussian', gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [], outputGain: 1, buildNetwork })],
  ['categorical', categoricalMlp({ observationSize: 4, classes: 3, hidden: [6, 5], activation: 'relu', buildNetwork })],
  ['factored', categoricalMlp({ observationSize: 4, classes: [3, 3, 2], hidden: [6], outputGain: 1, buildNetwork })],
  ['convolution, factored', categoricalConv({ ...images, classes: [3, 3, 2], buildNetwork })],
  ['convolution, Gaussian', gaussianConv({ ...images, actionSize: 2, initialLogStd: -0.5, buildNetwork })],
]

const builders: readonly (readonly [string, NetworkBuilder])[] = [
  ['kernels', simdNetwork],
  ['reference', networkFromDescription],
]

/** An array of the precision that a policy's network reads. */
export function inputs(policy: PolicyModel, values: readonly number[]): RealArray {
  return policy.network.precision === 'f32' ? Float32Array.from(values) : Float64Array.from(values)
}

/** Policies of every family on either implementation, with and without a normaliser, for observations of 4 numbers. */
export const policies: readonly (readonly [name: string, policy: Policy])[] = builders
  .flatMap(([kind, build]) => models(build).map(([name, model]) => [`${name}, ${kind}`, model]))
  .flatMap(([name, model], i) => {
    if (typeof name !== 'string' || typeof model === 'string') throw new Error('a name and a model')
    const theta = model.network.init(randomStream(i, 'policies test'))
    const normalizer = normalizerFrom(statisticsOf(10, observations))
    return [
      [name, createPolicy({ ...model, theta })],
      [`${name}, normalised`, createPolicy({ ...model, theta, normalizer })],
    ] as const
  })
