import { box, type Environment } from '@trpo/envs'
import { type ActionBounds, createPolicy, gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { expect, test } from 'vitest'
import { evaluatePolicy } from '../src/evaluate/evaluate-policy.ts'

const model = gaussianMlp({ observationSize: 1, actionSize: 1, hidden: [] })
const policy = createPolicy({ ...model, theta: model.network.init(randomStream(1, 'init')) })

/** Episode i has one step and the return i. */
function counting(): Environment {
  let episode = -1
  return {
    spec: { name: 'counting', observationSpace: box([0], [1]), actionSpace: box([-1], [1]) },
    reset() {
      episode++
    },
    step: () => ({ reward: episode, terminated: true }),
    observe: (into) => into.fill(0),
  }
}

test('more episodes than a call can have arguments', () => {
  const episodes = 150_000
  const { returns, lengths, cut } = evaluatePolicy({
    policy,
    environment: counting(),
    choice: 'mode',
    episodes,
    seed: 1,
    maxSteps: 10,
  })
  expect(returns).toMatchObject({ mean: (episodes - 1) / 2, min: 0, max: episodes - 1 })
  expect(lengths).toEqual({ mean: 1, std: 0, min: 1, max: 1 })
  expect(cut).toBe(0)
})

test('the environment is given the actions as they were drawn in training, whatever bounds the policy is saved with', () => {
  const run = (actions: ActionBounds | undefined) => {
    const heard: number[] = []
    const environment: Environment = {
      ...counting(),
      step(action) {
        heard.push(action[0])
        return { reward: 0, terminated: true }
      },
    }
    for (const choice of ['mode', 'sample'] as const)
      evaluatePolicy({ policy: { ...policy, actions }, environment, choice, episodes: 20, seed: 1, maxSteps: 1 })
    return heard
  }
  const drawn = run(undefined)
  expect(drawn.some((action) => Math.abs(action) > 1)).toBe(true)
  for (const fit of ['clip', 'scale'] as const) expect(run({ low: [-1], high: [0.5], fit })).toEqual(drawn)
})
