import { createTrainer, estimateContext, inProcessShard, localParts, shardsAsOne } from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { denseMatrixOfAsync, eigenvaluesSymmetric } from '@trpo/linalg'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { gaussianMlp, type NetworkBuilder } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, type GroupRange, LANE_GROUPS, singlePath } from '@trpo/samplers'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Settings, smallRun } from './settings.ts'

// Weights of size 1 in the last layer, so that every entry of the Fisher matrix is far from 0.
const modelOn = (buildNetwork: NetworkBuilder) =>
  gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3], outputGain: 1, buildNetwork })

/**
 * Both implementations of networks. Steps of finite differences are as small as the rounding of forward passes allows,
 * and the bounds follow from the steps: their error is of the order of the square of the step.
 */
const implementations = [
  {
    name: 'reference',
    model: modelOn(networkFromDescription),
    gradientStep: 1e-5,
    hessianStep: 2e-4,
    digits: { gradient: 7, hessian: 5, symmetry: 13, exact: 12 },
  },
  {
    name: 'kernels',
    model: modelOn(simdNetwork),
    gradientStep: 3e-3,
    hessianStep: 1e-2,
    digits: { gradient: 4, hessian: 3, symmetry: 6, exact: 6 },
  },
] as const

const settings: Settings & { readonly lanes: number } = {
  seed: 3,
  model: implementations[0].model,
  baseline: smallRun.baseline,
  quota: { kind: 'steps', steps: 607 },
  lanes: 14,
  discount: 0.98,
  stateWeighting: 'undiscounted',
  bootstrap: 'none',
  gaeLambda: 1,
  fisherStride: 1,
}
const { spec } = cartPole()
const theta = settings.model.network.init(randomStream(3, 'init').seek(0, 0, 0))

/** The problem of a batch whose advantages are the raw ones less 10, divided by 20. */
async function problemOf(change: Partial<Settings>, ranges: readonly GroupRange[] = [{ first: 0, last: LANE_GROUPS }]) {
  const parts = localParts({ ...settings, ...change, standardizeAdvantages: false }, spec)
  const shards = ranges.map((range) => inProcessShard(parts, (count) => lanesOf(cartPole, count), range))
  const all = shardsAsOne(shards)
  await all.collect({ iteration: 0, policy: { theta } })
  const policy = { ...parts.policy, theta }
  await parts.estimator.estimate(all, parts.estimator.init(randomStream(1, 'init')), policy, estimateContext(1, 0))
  for (const shard of shards) await shard.run('estimate/standardize', [10, 20])
  return (await parts.objective.problem(all, policy)).problem
}

describe.each(
  implementations.flatMap((implementation) =>
    (['undiscounted', 'discounted'] as const).map((stateWeighting) => ({ ...implementation, stateWeighting })),
  ),
)('the sampled problem, $name, $stateWeighting states', ({ model, stateWeighting, ...expected }) => {
  const { digits } = expected
  let problem: Awaited<ReturnType<typeof problemOf>>
  beforeAll(async () => {
    problem = await problemOf({ model, stateWeighting })
  })

  it('has ratio exactly 1 and KL exactly 0 at theta_old', async () => {
    expect(await problem.evaluate(theta)).toEqual({ surrogate: problem.surrogate, kl: 0 })
  })

  it('has the gradient that finite differences of L give', async () => {
    const gradient = await problem.gradient()
    const h = expected.gradientStep
    for (let i = 0; i < theta.length; i++) {
      const at = (step: number) => problem.evaluate(theta.map((value, j) => (i === j ? value + step : value)))
      const difference = ((await at(h)).surrogate - (await at(-h)).surrogate) / (2 * h)
      expect(gradient[i]).toBeCloseTo(difference, digits.gradient)
    }
  })

  it('has a Fisher matrix that is symmetric, positive semi-definite and the Hessian of the mean KL', async () => {
    const size = theta.length
    const fisher = await denseMatrixOfAsync({ size, apply: (v) => problem.fisherProduct(v) })
    const at = (i: number, j: number) => fisher.data[i * size + j]
    const h = expected.hessianStep
    const kl = async (i: number, j: number, si: number, sj: number) => {
      const moved = theta.slice()
      moved[i] += si * h
      moved[j] += sj * h
      return (await problem.evaluate(moved)).kl
    }
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) {
        expect(at(i, j)).toBeCloseTo(at(j, i), digits.symmetry)
        const hessian =
          ((await kl(i, j, 1, 1)) - (await kl(i, j, 1, -1)) - (await kl(i, j, -1, 1)) + (await kl(i, j, -1, -1))) /
          (4 * h * h)
        expect(at(i, j)).toBeCloseTo(hessian, digits.hessian)
      }
    const eigenvalues = eigenvaluesSymmetric(fisher)
    expect(Math.min(...eigenvalues)).toBeGreaterThan(-(10 ** -(digits.symmetry - 1)))
    expect(Math.max(...eigenvalues)).toBeGreaterThan(0.1)
  })
})

describe('shards', () => {
  it.each(implementations)('give the same bits however the lane groups are spread: $name', async ({ model }) => {
    const whole = await problemOf({ model, fisherStride: 10 })
    expect(await whole.evaluate(theta)).toEqual({ surrogate: whole.surrogate, kl: 0 })
    const v = theta.map((_, i) => Math.cos(i))
    const candidate = theta.map((value, i) => value + 0.01 * Math.sin(i))
    for (const cuts of [[6], [4, 8], [1, 5, 11]]) {
      const bounds = [0, ...cuts, LANE_GROUPS]
      const ranges = cuts.concat(LANE_GROUPS).map((last, i) => ({ first: bounds[i], last }))
      const spread = await problemOf({ model, fisherStride: 10 }, ranges)
      expect(spread.surrogate).toBe(whole.surrogate)
      expect(await spread.gradient()).toEqual(await whole.gradient())
      expect(await spread.fisherProduct(v)).toEqual(await whole.fisherProduct(v))
      expect(await spread.evaluate(candidate)).toEqual(await whole.evaluate(candidate))
    }
  })

  it.each(implementations)(
    'take every tenth row within a group for the Fisher product: $name',
    async (implementation) => {
      // The same rows sampled alone, by hand: J'MJ of a Gaussian head is a sum of outer products over them.
      const stride = 10
      const lanes = lanesOf(cartPole, settings.lanes)
      const { model, digits } = implementation
      const { quota, seed } = settings
      const sampler = singlePath({ quota, lanes: settings.lanes }).create({ policy: model, seed }, lanes, ALL_GROUPS)
      const { batch } = await sampler.collect({ iteration: 0, policy: { theta } })
      const rows = batch.groups.flatMap(({ start, end }) =>
        Array.from({ length: end - start }, (_, i) => start + i).filter((row) => (row - start) % stride === 0),
      )
      expect(rows.length).toBeGreaterThan(60)
      const { network, distribution } = model
      const v = theta.map((_, i) => Math.cos(i))
      const expected = new Float64Array(theta.length)
      for (const row of rows) {
        const tape = network.forward(theta, batch.observations.slice(4 * row, 4 * row + 4), 1)
        const product = new Float64Array(2)
        distribution.fisher(1, tape.y, network.jvp(tape, v), product)
        network.vjp(tape, product, expected)
      }
      const found = await (await problemOf({ model, fisherStride: stride })).fisherProduct(v)
      for (let i = 0; i < theta.length; i++) expect(found[i]).toBeCloseTo(expected[i] / rows.length, digits.exact)
    },
  )

  it('notice when the policy that updates is not the one that sampled', async () => {
    const { network } = settings.model
    // A network whose second forward pass of a row differs from its first, as one with batch-dependent rows would.
    const shifty = {
      ...settings.model,
      network: {
        ...network,
        at: (theta: Float64Array) => {
          const fixed = network.at(theta)
          return {
            forward: (...args: Parameters<typeof fixed.forward>) => {
              const tape = fixed.forward(...args)
              if (args[1] > 14) tape.y[0] += 1e-15
              return tape
            },
          }
        },
      },
    }
    const problem = await problemOf({ model: shifty })
    await expect(async () => problem.gradient()).rejects.toThrow(/mu of row \d+ is .* when recomputed/)
  })

  it('must own every lane group between them', async () => {
    const parts = localParts(settings, spec)
    const half = inProcessShard(parts, (count) => lanesOf(cartPole, count), { first: 0, last: 6 })
    const trainer = createTrainer(parts, [half])
    await expect(trainer.step(trainer.init())).rejects.toThrow(/no shard owns lane group 6, 7, 8, 9, 10, 11/)
  })

  it('dispose of their lanes when they cannot be made', () => {
    let disposed = 0
    const createLanes = (count: number) => ({ ...lanesOf(cartPole, count), dispose: () => disposed++ })
    const model = gaussianMlp({ observationSize: 5, actionSize: 1, hidden: [3] })
    expect(() => inProcessShard(localParts({ ...settings, model }, spec), createLanes)).toThrow(/length 5.* gives 4/)
    expect(disposed).toBe(1)
  })

  it('ask for collect first', () => {
    const shard = inProcessShard(localParts(settings, spec), (count) => lanesOf(cartPole, count))
    expect(() => shard.run('surrogate/gradient', [])).toThrow(/call collect first/)
  })

  it('accept a model of their own environment only', () => {
    const model = gaussianMlp({ observationSize: 5, actionSize: 1, hidden: [3] })
    expect(() => inProcessShard(localParts({ ...settings, model }, spec), (count) => lanesOf(cartPole, count))).toThrow(
      /length 5.* gives 4/,
    )
  })
})
