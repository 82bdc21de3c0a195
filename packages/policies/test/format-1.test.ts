import { readFileSync } from 'node:fs'
import { act, decodePolicy, encodePolicy, mode, normalizerFrom, statisticsOf } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { expect, test } from 'vitest'

const json = readFileSync(new URL('../goldens/format-1.json', import.meta.url), 'utf8')
const tensors = readFileSync(new URL('../goldens/format-1.safetensors', import.meta.url))

// Written, and these numbers printed, by the last version whose format was 1: a Gaussian of 4 observations and 2 actions,
// with 5 hidden units, the parameters of randomStream(1, 'format 1') and a normaliser.
test('a policy of format 1 is read, and acts as it did', () => {
  const policy = decodePolicy(json, tensors)
  expect(policy.network.init(randomStream(1, 'format 1'))).toEqual(policy.theta)
  const observations = Float64Array.from({ length: 40 }, (_, i) => ((i * 7) % 13) - 4)
  expect(policy.normalizer).toEqual(normalizerFrom(statisticsOf(10, observations)))
  expect(policy.actions).toBeUndefined()
  const observation = [0.3, -1, 2, 0.01]
  expect([...mode(policy, observation)]).toEqual([0.8096154928207397, -0.7298880815505981])
  expect([...act(policy, observation, randomStream(5, 'act'))]).toEqual([1.8386568557776153, -0.5103604016614909])
})

test('written again it is of the present format, and otherwise the same', () => {
  const again = encodePolicy(decodePolicy(json, tensors))
  expect(again.json).toBe(json.replace('"formatVersion": 1', '"formatVersion": 2'))
})
