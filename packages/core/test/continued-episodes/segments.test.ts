import {
  createLocalTrainer,
  inProcessShard,
  linearFeatureBaseline,
  localParts,
  type Shard,
  timeDependentBaseline,
  zeroBaseline,
} from '@trpo/core'
import { box, type Environment, lanesOf, timeLimit } from '@trpo/envs'
import { networkFromDescription } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { describe, expect, it } from 'vitest'
import type { Settings } from '../settings.ts'

/** One lane of three steps an iteration, episodes of five: the reward of step t is t + 1, the observation t. */
function counting(): Environment {
  let t = 0
  return timeLimit(
    {
      spec: { name: 'counting', observationSpace: box([0], [100]), actionSpace: box([-Infinity], [Infinity]) },
      reset() {
        t = 0
      },
      step() {
        t++
        return { reward: t, terminated: false }
      },
      observe(into) {
        into[0] = t
      },
    },
    5,
  )
}

describe('segments that begin in the middle of an episode', () => {
  const model = gaussianMlp({
    observationSize: 1,
    actionSize: 1,
    hidden: [],
    buildNetwork: networkFromDescription,
  })
  const settings: Settings = {
    model,
    baseline: timeDependentBaseline(5),
    seed: 1,
    lanes: 1,
    quota: { kind: 'steps', steps: 3 },
    episodes: 'continue',
    discount: 0.5,
    stateWeighting: 'discounted',
    bootstrap: 'baseline',
    gaeLambda: 1,
    fisherStride: 1,
  }

  /** The second iteration: steps 3 and 4 of the first episode, which is truncated, and step 0 of the second, which is cut. */
  async function secondBatch(change: Partial<Settings>): Promise<Shard> {
    const parts = localParts({ ...settings, ...change }, counting().spec)
    const shard = inProcessShard(parts, (count) => lanesOf(counting, count))
    const theta = new Float64Array(model.network.parameterCount)
    const { open } = await shard.collect({ iteration: 0, policy: { theta }, open: [] })
    await shard.collect({ iteration: 1, policy: { theta }, open })
    return shard
  }
  /** Of the only group that has a lane. */
  const last = (sums: readonly { values: Float64Array }[]) => [...sums[sums.length - 1].values]

  it('have returns, baselines, advantages and weights of their time in it', async () => {
    const shard = await secondBatch({})
    // The truncated segment bootstraps from the value of time 5, which is that of the last step, 4; the cut one from 1.
    const returns = [1 + 0.5 * 20, 4 + 0.5 * (5 + 0.5 * 50), 5 + 0.5 * 50]
    const statistics = last(await shard.run('estimate/returns', [Float64Array.of(10, 20, 30, 40, 50)]))
    expect(statistics).toEqual([returns[0], 0, 0, returns[1], returns[2], 1, 0, 0, 1, 1])

    const advantages = [returns[0] - 1, returns[1] - 4, returns[2] - 5]
    const [count, mean] = last(await shard.run('estimate/advantages', [Float64Array.of(1, 2, 3, 4, 5)]))
    expect([count, mean]).toEqual([3, (advantages[0] + advantages[1] + advantages[2]) / 3])

    const weight = 1 + 0.5 ** 3 + 0.5 ** 4
    const weighted = advantages[0] + 0.5 ** 3 * advantages[1] + 0.5 ** 4 * advantages[2]
    await shard.run('estimate/standardize', [0, 1])
    expect(last(await shard.run('surrogate/start', [])).slice(0, 2)).toEqual([weighted, weight])
    expect(last(await shard.run('fisher/weight', []))).toEqual([weight])
  })

  it('have generalized advantages of their time in it', async () => {
    const shard = await secondBatch({ gaeLambda: 0.5 })
    await shard.run('estimate/returns', [new Float64Array(5)])
    const [, mean] = last(await shard.run('estimate/advantages', [Float64Array.of(1, 2, 3, 4, 5)]))
    // d_4 = 5 + 5/2 - 5, d_3 = 4 + 5/2 - 4, d_0 = 1 + 2/2 - 1, and gamma lambda = 1/4.
    expect(mean).toBe((2.5 + 2.5 / 4 + 2.5 + 1) / 3)
  })

  it('have features of their time in it', async () => {
    const shard = await secondBatch({ baseline: linearFeatureBaseline(1) })
    // V = t: features are o, o^2, t, t^2, t^3, 1 with t in hundreds.
    const statistics = last(await shard.run('estimate/returns', [Float64Array.of(0, 0, 100, 0, 0, 0)]))
    const returns = [1 + 0.5 * 1, 4 + 0.5 * (5 + 0.5 * 5), 5 + 0.5 * 5]
    expect(statistics[36 + 2]).toBeCloseTo((0 * returns[0] + 3 * returns[1] + 4 * returns[2]) / 100, 14)
    expect(statistics[36 + 5]).toBeCloseTo(returns[0] + returns[1] + returns[2], 14)
    const [, mean] = last(await shard.run('estimate/advantages', [Float64Array.of(0, 0, 100, 0, 0, 0)]))
    expect(mean).toBeCloseTo((returns[0] + returns[1] - 3 + returns[2] - 4) / 3, 14)
  })

  it('are reported as the whole episodes that they end, and as what they added', async () => {
    const shard = inProcessShard(localParts(settings, counting().spec), (count) => lanesOf(counting, count))
    const theta = new Float64Array(model.network.parameterCount)
    const { episodes, open } = await shard.collect({ iteration: 0, policy: { theta }, open: [] })
    const [begun] = episodes
    expect(begun).toEqual({ lane: 0, path: 0, steps: 3, reward: 6, length: 3, return: 6, end: 'cut' })
    expect((await shard.collect({ iteration: 1, policy: { theta }, open })).episodes).toEqual([
      { lane: 0, path: 0, steps: 2, reward: 9, length: 5, return: 15, end: 'truncated' },
      { lane: 0, path: 1, steps: 1, reward: 1, length: 1, return: 1, end: 'cut' },
    ])

    const trainer = createLocalTrainer({
      ...settings,
      environment: counting,
      baseline: zeroBaseline(),
      lanes: 1,
    })
    const [first, one] = await trainer.step(trainer.init())
    expect(one).toMatchObject({ steps: 3, meanReward: 2, episodes: { count: 1, cut: 1, meanReturn: null } })
    const [, two] = await trainer.step(first)
    expect(two).toMatchObject({
      steps: 3,
      totalSteps: 6,
      meanReward: 10 / 3,
      episodes: { count: 2, truncated: 1, cut: 1, meanReturn: 15, minReturn: 15, maxReturn: 15, meanLength: 5 },
    })
  })
})
