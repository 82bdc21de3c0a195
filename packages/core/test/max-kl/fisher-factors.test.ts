import {
  createTrainer,
  importanceSampled,
  inProcessShard,
  localParts,
  maxKlUpdate,
  selfNormalised,
  statewiseObjective,
} from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { dot } from '@trpo/linalg'
import { gaussianMlp } from '@trpo/policies'
import { expect, it } from 'vitest'
import { problemBy, tabularPolicy } from '../vine/fixed-batch.ts'
import { klsOf } from './statewise-problems.ts'

const policy = tabularPolicy(3, 4)
const theta = Float64Array.from({ length: 16 }, (_, i) => Math.sin(i))
const actions = [
  [0, 1],
  [2, 3],
  [1, 3],
]
const nothing = actions.map((row) => row.map(() => 0))
const vine = { every: false as const, states: 3, actions, logQ: nothing, values: actions, shares: [1, 1, 1] }
const problemWith = (stride: number) =>
  problemBy(statewiseObjective({ form: selfNormalised(), stride }), policy, theta, vine)

it('the factors are those of the KL of each state, by finite differences', async () => {
  const problem = await problemWith(1)
  const factors = await problem.fisherFactors()
  expect([factors.states, factors.rank, factors.size]).toEqual([3, 4, 16])
  for (let k = 0; k < 5; k++) {
    const d = Float64Array.from({ length: 16 }, (_, i) => 1e-4 * Math.cos(3 * i + k))
    const { kl } = await problem.evaluate(theta.map((value, i) => value + d[i]))
    expect(kl / Math.max(...klsOf({ factors, damping: 0 }, d))).toBeCloseTo(1, 3)
  }
})

it('the mean of the matrices is that of the Fisher product', async () => {
  const problem = await problemWith(1)
  const factors = await problem.fisherFactors()
  const v = theta.map((_, i) => Math.cos(i))
  const mean = klsOf({ factors, damping: 0 }, v).reduce((sum, kl) => sum + 2 * kl, 0) / 3
  expect(dot(v, await problem.fisherProduct(v)) / mean).toBeCloseTo(1, 12)
})

it('a stride takes every n-th state', async () => {
  const [all, some] = [await (await problemWith(1)).fisherFactors(), await (await problemWith(2)).fisherFactors()]
  expect(some.states).toBe(2)
  expect(some.data.subarray(0, 64)).toEqual(all.data.subarray(0, 64))
  expect(some.data.subarray(64)).toEqual(all.data.subarray(128))
})

it('refuses more than memory should hold, by what to do', async () => {
  const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [64, 64] })
  const local = localParts({ seed: 1, model, quota: { kind: 'steps', steps: 7200 } }, cartPole().spec)
  const parts = { ...local, objective: statewiseObjective({ form: importanceSampled() }), update: maxKlUpdate() }
  const trainer = createTrainer(parts, [inProcessShard(parts, (count) => lanesOf(cartPole, count))])
  await expect(trainer.step(trainer.init())).rejects.toThrow(
    /the Fisher factors of a lane group with 600 states are 2 x 4546 each, .*; take a smaller network, fewer samples/,
  )
  await trainer.dispose()
})
