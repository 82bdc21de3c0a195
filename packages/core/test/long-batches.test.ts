import { added, BLOCK_ROWS, estimateContext, type Fill, inProcessShard, localParts, shardsAsOne } from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { networkFromDescription } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { LANE_GROUPS, type PathBatch } from '@trpo/samplers'
import { expect, it } from 'vitest'

/** Weights that differ from row to row, in the first row of a group too. */
const weights: Fill<PathBatch, [], Float64Array> = {
  name: 'estimate/own-weights',
  fills: ['weights'],
  over(samples) {
    const { start, end } = samples.rows
    const column = samples.fill('weights')
    for (let row = start; row < end; row++) column[row] = 1 + ((row - start + 2) % 3)
    return Float64Array.of(0)
  },
  combine: added,
}

it('gradient and Fisher matrix are the derivatives of L and KL where groups have more than a block of rows', async () => {
  const model = gaussianMlp({
    observationSize: 4,
    actionSize: 1,
    hidden: [3],
    outputGain: 1,
    buildNetwork: networkFromDescription,
  })
  const steps = LANE_GROUPS * (BLOCK_ROWS + 76)
  const { estimator, ...others } = localParts(
    { seed: 3, model, quota: { kind: 'steps', steps }, lanes: LANE_GROUPS, fisherStride: 1 },
    cartPole().spec,
  )
  const parts = { ...others, estimator: { ...estimator, passes: [...estimator.passes, weights] } }
  const shard = inProcessShard(parts, (count) => lanesOf(cartPole, count))
  const shards = shardsAsOne<PathBatch>([shard])
  const theta = model.network.init(randomStream(3, 'init').seek(0, 0, 0))
  const policy = { ...model, theta }
  await shards.collect({ iteration: 0, policy })
  await parts.estimator.estimate(shards, parts.estimator.init(randomStream(1, 'init')), policy, estimateContext(1, 0))
  await shards.run(weights)
  const { problem } = await parts.objective.problem(shards, policy)

  const draws = randomStream(1, 'directions').seek(0, 0, 0)
  const gradient = await problem.gradient()
  for (let time = 0; time < 5; time++) {
    const d = theta.map(() => draws.normal())
    const along = (v: Float64Array) => v.reduce((sum, value, i) => sum + value * d[i], 0)
    const at = (h: number) => problem.evaluate(theta.map((value, i) => value + h * d[i]))
    const [ahead, behind] = [await at(1e-5), await at(-1e-5)]
    expect(along(gradient)).toBeCloseTo((ahead.surrogate - behind.surrogate) / 2e-5, 6)
    const [right, left] = [await at(1e-4), await at(-1e-4)]
    const form = along(await problem.fisherProduct(d))
    expect(form / ((right.kl + left.kl) / 1e-8)).toBeCloseTo(1, 4)
  }
  await shard.dispose()
})
