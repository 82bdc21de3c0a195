import {
  inProcessShard,
  type Shard,
  shardedProblem,
  sumGroups,
  type TrustRegionProblem,
  timeDependentBaseline,
  trustRegionDefaults,
  trustRegionUpdate,
} from '@trpo/core'
import { loadMujoco, paperSwimmerLanes } from '@trpo/envs/mujoco'
import { gaussianMlp } from '@trpo/policies'
import { beforeAll, describe, expect, it } from 'vitest'
import golden from '../goldens/problem.json' with { type: 'json' }
import input from '../goldens/problem-input.json' with { type: 'json' }

/** A mid-training swimmer policy and a batch of it, against PyTorch in f64 (goldens/generate.py). */
describe('one update of paper/swimmer', () => {
  const theta = Float64Array.from(input.theta)
  let shard: Shard
  let problem: TrustRegionProblem

  beforeAll(async () => {
    const mujoco = await loadMujoco()
    shard = inProcessShard(
      {
        model: gaussianMlp({ observationSize: 9, actionSize: 2, hidden: [30] }),
        baseline: timeDependentBaseline(1000),
        quota: { kind: 'steps', steps: 600 },
        seed: 2,
        lanes: 12,
        discount: 0.99,
        stateWeighting: 'undiscounted',
        bootstrap: 'none',
        gaeLambda: 1,
        fisherStride: 10,
      },
      (count) => paperSwimmerLanes(mujoco, count),
    )
    const episodes = await shard.collect({ iteration: 0, theta })
    const rewards = input.rewards.reduce((sum, reward) => sum + reward, 0)
    expect(episodes.reduce((sum, episode) => sum + episode.return, 0)).toBeCloseTo(rewards, 10)

    const baseline = timeDependentBaseline(1000)
    const fitted = baseline.solve(sumGroups([await shard.baselineStatistics(baseline.initial())]))
    const moments = await shard.advantages(fitted)
    const all = moments.map(({ values: [count, mean, m2] }) => ({ count, mean, m2 }))
    const rows = all.reduce((sum, { count }) => sum + count, 0)
    const mean = all.reduce((sum, group) => sum + group.count * group.mean, 0) / rows
    const m2 = all.reduce((sum, group) => sum + group.m2 + group.count * (group.mean - mean) ** 2, 0)
    const [weighted, weight, fisherWeight] = sumGroups([await shard.standardize(mean, Math.sqrt(m2 / rows))])
    problem = shardedProblem([shard], theta, { weight, fisherWeight, surrogate: weighted / weight }, () => {})
    return () => shard.dispose()
  })

  /** |a - b| <= 1e-8 |b| in norm. */
  const expectClose = (actual: Float64Array, expected: readonly number[]) => {
    const difference = Math.sqrt(actual.reduce((sum, value, i) => sum + (value - expected[i]) ** 2, 0))
    const size = Math.sqrt(expected.reduce((sum, value) => sum + value ** 2, 0))
    expect(actual).toHaveLength(expected.length)
    expect(difference / size).toBeLessThan(1e-8)
  }

  it('has the gradient', async () => {
    expect(problem.surrogate).toBeCloseTo(golden.surrogate, 12)
    expectClose(await problem.gradient(), golden.gradient)
  })

  it.each(golden.fisher)('has the product A v that double backward gives', async ({ v, product }) => {
    expectClose(await problem.fisherProduct(Float64Array.from(v)), product)
  })

  it.each(golden.evaluations)('has surrogate and mean KL away from theta', async ({ w, surrogate, kl }) => {
    const found = await problem.evaluate(theta.map((value, i) => value + 0.05 * w[i]))
    expect(Math.abs(found.surrogate / surrogate - 1)).toBeLessThan(1e-8)
    expect(Math.abs(found.kl / kl - 1)).toBeLessThan(1e-8)
  })

  it('has the step', async () => {
    const result = await trustRegionUpdate({
      ...trustRegionDefaults,
      damping: 0.1,
      backtrackRatio: 0.5,
      maxBacktracks: 10,
    })(problem)
    expect(result).toMatchObject({ status: 'accepted', backtracks: golden.step.backtracks })
    expectClose(
      result.theta.map((value, i) => value - theta[i]),
      golden.step.theta.map((value, i) => value - theta[i]),
    )
    expect(Math.abs(result.surrogateAfter / golden.step.surrogate - 1)).toBeLessThan(1e-8)
    expect(Math.abs(result.kl / golden.step.kl - 1)).toBeLessThan(1e-8)
  })
})
