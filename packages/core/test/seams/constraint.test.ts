import {
  type DivergenceConstraint,
  estimateContext,
  inProcessShard,
  localParts,
  maxKl,
  meanKl,
  shardsAsOne,
  trustRegionUpdate,
} from '@trpo/core'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import type { PathBatch } from '@trpo/samplers'
import { expect, it } from 'vitest'

const DELTA = 0.01
const environment = () => timeLimit(cartPole(), 40)
const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [5], outputGain: 1 })

/** The problem of one batch under a constraint. */
async function problemOf(constraint: DivergenceConstraint) {
  const parts = localParts(
    { seed: 4, model, lanes: 12, quota: { kind: 'steps', steps: 600 }, constraint },
    environment().spec,
  )
  const shards = shardsAsOne<PathBatch>([inProcessShard(parts, (count) => lanesOf(environment, count))])
  const theta = model.network.init(randomStream(4, 'init'))
  await shards.collect({ iteration: 0, policy: { theta } })
  const policy = { ...model, theta }
  await parts.estimator.estimate(shards, parts.estimator.init(randomStream(4, 'init')), policy, estimateContext(4, 0))
  return (await parts.objective.problem(shards, policy)).problem
}

it('the greatest KL over the states holds a step closer than their mean', async () => {
  const [mean, most] = [await problemOf(meanKl()), await problemOf(maxKl())]
  const rule = trustRegionUpdate({ maxKl: DELTA })
  const byMean = await rule.step(mean)
  const byMost = await rule.step(most)
  for (const { status } of [byMean, byMost]) expect(status).toBe('accepted')
  // The same direction, as the metric is the same, and another length.
  expect((await mean.evaluate(byMean.theta)).kl).toBeLessThanOrEqual(DELTA)
  expect((await most.evaluate(byMean.theta)).kl).toBeGreaterThan(DELTA)
  expect(byMost.numbers['kl']).toBe((await most.evaluate(byMost.theta)).kl)
  expect(byMost.numbers['kl']).toBeLessThanOrEqual(DELTA)
  expect(byMost.numbers['backtracks']).toBeGreaterThan(byMean.numbers['backtracks'])
  for (const theta of [byMean.theta, byMost.theta])
    expect((await most.evaluate(theta)).kl).toBeGreaterThan((await mean.evaluate(theta)).kl)
})
