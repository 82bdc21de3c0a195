import { categoricalMlp, createPolicy, gaussianMlp, normalizerFrom, type Policy, statisticsOf } from '@trpo/policies'
import { randomStream } from '@trpo/random'

const observations = Float64Array.from({ length: 40 }, (_, i) => ((i * 7) % 13) - 4)

/** Policies of every family, with and without a normaliser, for observations of 4 numbers. */
export const policies: readonly (readonly [name: string, policy: Policy])[] = [
  ['Gaussian', gaussianMlp({ observationSize: 4, actionSize: 2, hidden: [5], initialLogStd: [-0.5, 0.25] })],
  ['linear Gaussian', gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [], outputGain: 1 })],
  ['categorical', categoricalMlp({ observationSize: 4, classes: 3, hidden: [6, 5], activation: 'relu' })],
  ['factored', categoricalMlp({ observationSize: 4, classes: [3, 3, 2], hidden: [6], outputGain: 1 })],
].flatMap(([name, model], i) => {
  if (typeof name !== 'string' || typeof model === 'string') throw new Error('a name and a model')
  const theta = model.network.init(randomStream(i, 'policies test'))
  const normalizer = normalizerFrom(statisticsOf(10, observations))
  return [
    [name, createPolicy({ ...model, theta })],
    [`${name}, normalised`, createPolicy({ ...model, theta, normalizer })],
  ] as const
})
