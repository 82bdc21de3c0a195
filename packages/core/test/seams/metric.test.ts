import {
  added,
  createTrainer,
  estimateContext,
  importanceSampled,
  inProcessShard,
  localParts,
  type Metric,
  type Pass,
  type RunParts,
  sampledObjective,
  shardsAsOne,
} from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { dot } from '@trpo/linalg'
import { networkFromDescription } from '@trpo/networks'
import { gaussianMlp, policyForward } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, type Batch, singlePath } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'

/** J'u u'J v averaged over every `stride`-th row, with u = d log pi / d mu, uncentred: the covariance of the scores. */
function empiricalFisher(stride: number): Metric<Batch> {
  const product: Pass<Batch, [Float64Array], Float64Array> = {
    name: 'fisher/empirical-product',
    over({ batch, rows, policy }, v) {
      const { network, distribution } = policy
      const { observationSize: o, parameterSize: m, actionSize: k } = batch
      // The last entry is the number of rows.
      const sum = new Float64Array(network.parameterCount + 1)
      const part = new Float64Array(network.parameterCount)
      const score = new Float64Array(m)
      for (let row = rows.start; row < rows.end; row += stride) {
        const tape = policyForward(policy, batch.observations.slice(row * o, (row + 1) * o), 1)
        distribution.logProbGradient(1, tape.y, batch.actions.slice(row * k, (row + 1) * k), score)
        const along = dot(score, Float64Array.from(network.jvp(tape.networkTape, v)))
        network.vjp(
          tape.networkTape,
          score.map((u) => u * along),
          part,
        )
        sum[part.length]++
      }
      sum.set(part)
      return sum
    },
    combine: added,
  }
  return {
    name: 'empirical Fisher matrix',
    passes: [product],
    reads: [],
    prepare: async (shards) => async (v) => {
      const sum = await shards.run(product, v)
      return sum.slice(0, -1).map((value) => value / sum[sum.length - 1])
    },
  }
}

const { spec } = cartPole()
const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3], buildNetwork: networkFromDescription })
const quota = { kind: 'steps', steps: 607 } as const
const partsOf = (stride: number): RunParts => ({
  ...localParts({ seed: 3, model, quota, lanes: 14 }, spec),
  objective: sampledObjective({ form: importanceSampled(), metric: empiricalFisher(stride) }),
})
const shardOf = (parts: RunParts, first: number, last: number) =>
  inProcessShard(parts, (count) => lanesOf(cartPole, count), { first, last })

describe('an objective with the empirical Fisher matrix', () => {
  it("has v'Av = the mean square of the scores along v, each score by itself", async () => {
    const parts = partsOf(1)
    const theta = model.network.init(randomStream(3, 'init').seek(0, 0, 0))
    const shards = shardsAsOne([shardOf(parts, 0, 5), shardOf(parts, 5, 12)])
    await shards.collect({ iteration: 0, policy: { theta } })
    const policy = { ...model, theta }
    await parts.estimator.estimate(shards, parts.estimator.init(randomStream(1, 'init')), policy, estimateContext(1, 0))
    const { problem } = await parts.objective.problem(shards, policy)
    const v = theta.map((_, i) => Math.cos(i))
    const sampler = singlePath({ quota, lanes: 14 }).create(
      { policy: model, seed: 3 },
      lanesOf(cartPole, 14),
      ALL_GROUPS,
    )
    const { batch } = await sampler.collect({ iteration: 0, policy: { theta } })
    let squares = 0
    for (let row = 0; row < batch.rows; row++) {
      const tape = policyForward(policy, batch.observations.slice(4 * row, 4 * row + 4), 1)
      const score = new Float64Array(batch.parameterSize)
      model.distribution.logProbGradient(1, tape.y, batch.actions.slice(row, row + 1), score)
      const gradient = new Float64Array(theta.length)
      model.network.vjp(tape.networkTape, score, gradient)
      squares += dot(gradient, v) ** 2
    }
    expect(dot(v, await problem.fisherProduct(v)) / (squares / batch.rows)).toBeCloseTo(1, 10)
  })

  it('trains within the constraint, to the same bits over any shards', async () => {
    const parts = partsOf(4)
    const states = []
    for (const shards of [[shardOf(parts, 0, 12)], [shardOf(parts, 0, 2), shardOf(parts, 2, 12)]]) {
      const trainer = createTrainer(parts, shards)
      const [state, { update }] = await trainer.step(trainer.init())
      expect(update.status).toBe('accepted')
      expect(update['kl']).toBeLessThanOrEqual(0.01)
      states.push(state)
      await trainer.dispose()
    }
    expect(states[1]).toEqual(states[0])
  })
})
