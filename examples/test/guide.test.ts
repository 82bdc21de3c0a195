import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalTrainer } from '@trpo/core'
import { baselineConformance, updateRuleConformance } from '@trpo/core/conformance'
import { distributionConformance } from '@trpo/distributions/conformance'
import { cartPole, type Environment, lanesOf, multiDiscrete, timeLimit } from '@trpo/envs'
import { environmentConformance } from '@trpo/envs/conformance'
import { append, dense, mlp, type Network, networkFromDescription, relu, sequential, tanh } from '@trpo/networks'
import { networkConformance } from '@trpo/networks/conformance'
import { createPolicy, gaussianMlp, mode } from '@trpo/policies'
import { loadPolicy, savePolicy } from '@trpo/policies/node'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, singlePath } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { bernoulli, bernoulliOf } from '../guide/bernoulli.ts'
import { linearInTimeBaseline } from '../guide/linear-in-time.ts'
import { penaltyUpdate } from '../guide/penalty-update.ts'
import { pendulum } from '../guide/pendulum.ts'
import { tfjsNetwork } from '../guide/tfjs-network.ts'
import golden from './pendulum.json' with { type: 'json' }

describe('pendulum', () => {
  for (const { name, run } of environmentConformance(pendulum)) it(name, run)

  it("has the episode of Gymnasium's Pendulum-v1", () => {
    const environment = pendulum()
    const [angle, velocity] = golden.start
    environment.restore({ inner: [angle, velocity], elapsed: 0 })
    golden.torques.forEach((torque, step) => {
      const { reward } = environment.step(Float64Array.of(torque), randomStream(1, 'step'))
      if (step % 10 !== 0) return
      for (const [i, value] of [torque, reward, ...environment.snapshot().inner].entries())
        expect(value).toBeCloseTo(golden.every10th[step / 10][i], 9)
    })
  })
})

describe('bernoulli', () => {
  for (const { name, run } of distributionConformance(bernoulli(2))) it(name, run)

  it('is saved and loaded, as the distribution of a policy', async () => {
    const network = mlp({ inputSize: 3, outputSize: 2, hidden: [4] })
    const model = { network, distribution: bernoulli(2) }
    const policy = createPolicy({ ...model, theta: network.init(randomStream(1, 'init')) })
    await inFolder(async (folder) => {
      await savePolicy(folder, policy)
      await expect(loadPolicy(folder)).rejects.toThrow(/guide\/bernoulli/)
      const loaded = await loadPolicy(folder, { distributions: { 'guide/bernoulli': bernoulliOf } })
      expect(mode(loaded, [1, -2, 3])).toEqual(mode(policy, [1, -2, 3]))
    })
  })

  it('is trained, on a cart that two switches push to the left and to the right', async () => {
    const switched = (): Environment => {
      const inner = cartPole()
      const spec = { ...inner.spec, name: 'switched', actionSpace: multiDiscrete([2, 2]) }
      return {
        ...inner,
        spec,
        step: ([left, right], random) => inner.step(Float64Array.of(10 * (right - left)), random),
      }
    }
    const settings = {
      seed: 1,
      environment: switched,
      model: { network: mlp({ inputSize: 4, outputSize: 2, hidden: [8] }), distribution: bernoulli(2) },
      quota: { kind: 'steps', steps: 600 },
    } as const
    expect(() => createLocalTrainer(settings)).toThrow(/guide\/bernoulli/)
    const trainer = createLocalTrainer({ ...settings, loading: { distributions: { 'guide/bernoulli': bernoulliOf } } })
    const [, { update }] = await trainer.step(trainer.init())
    expect(update.status).toBe('accepted')
    await trainer.dispose()
  })

  it('refuses a size that is none', () => {
    expect(() => bernoulliOf({ kind: 'guide/bernoulli', size: '2 switches' })).toThrow(/size is NaN/)
  })
})

describe('linearInTimeBaseline', async () => {
  const { batch } = await sampled()
  for (const { name, run } of baselineConformance({ baseline: linearInTimeBaseline(), batch })) it(name, run)

  it('recovers returns on a line', () => {
    const baseline = linearInTimeBaseline()
    const returns = new Float64Array(batch.rows)
    for (const { offset, start, length } of batch.segments)
      for (let t = 0; t < length; t++) returns[offset + t] = 3 - 0.25 * (start + t)
    const statistics = new Float64Array(5)
    for (const segment of batch.segments) baseline.accumulate(batch, segment, returns, statistics)
    const [value, slope] = baseline.solve(statistics)
    expect(value).toBeCloseTo(3, 9)
    expect(slope).toBeCloseTo(-0.25, 9)
  })
})

describe('penaltyUpdate', () => {
  for (const { name, run } of updateRuleConformance(penaltyUpdate(2), { improves: true })) it(name, run)

  it('goes to the maximum of L - C KL where both are quadratic', async () => {
    // L = g x, KL = a x^2 / 2: the maximum is at g / (a C).
    const problem = {
      theta: Float64Array.of(1),
      surrogate: 0,
      gradient: () => Float64Array.of(3),
      fisherProduct: (v: Float64Array) => v.map((x) => 4 * x),
      evaluate: ([x]: Float64Array) => ({ surrogate: 3 * (x - 1), kl: 2 * (x - 1) ** 2 }),
    }
    const { status, theta, numbers } = await penaltyUpdate(2).step(problem)
    expect({ status, halvings: numbers['halvings'] }).toEqual({ status: 'accepted', halvings: 0 })
    expect(theta[0]).toBeCloseTo(1 + 3 / 8, 12)
  })

  it('refuses a penalty that is none', () => {
    expect(() => penaltyUpdate(0)).toThrow(/coefficient is 0/)
  })
})

describe('tfjsNetwork', () => {
  const network = (...layers: Parameters<typeof sequential>[0]) => tfjsNetwork(sequential(layers).description)
  const networks: readonly (readonly [string, Network])[] = [
    ['one dense layer', network(dense(3, 2))],
    ['tanh and log std', network(dense(4, 15), tanh(15), dense(15, 2), append(2, { name: 'logStd', initial: [0, 1] }))],
    ['rectifiers', network(dense(60, 33), relu(33), dense(33, 3))],
  ]
  describe.each(networks)('%s', (_name, subject) => {
    for (const { name, run } of networkConformance(subject, { rebuild: (again) => tfjsNetwork(again) })) it(name, run)

    it('has the values and derivatives of the reference', () => {
      const reference = networkFromDescription(subject.description)
      const draws = randomStream(2, 'reference')
      const normals = (length: number) => Float64Array.from({ length }, () => Math.fround(draws.normal()))
      const rows = 130
      const [theta, v] = [normals(subject.parameterCount), normals(subject.parameterCount)]
      const [x, ybar] = [normals(rows * subject.inputSize), normals(rows * subject.outputSize)]
      const resultsOf = (of: Network, inputs: Float32Array | Float64Array) => {
        const tape = of.forward(theta, inputs, rows)
        const gradient = new Float64Array(of.parameterCount)
        of.vjp(tape, ybar, gradient)
        return [[...tape.y], [...of.jvp(tape, v)], [...gradient]]
      }
      const expected = resultsOf(reference, x)
      for (const [i, found] of resultsOf(subject, Float32Array.from(x)).entries()) {
        const difference = Math.hypot(...found.map((value, j) => value - expected[i][j]))
        expect(difference).toBeLessThan(1e-5 * Math.hypot(...expected[i]))
      }
    })
  })

  it('leaves no tensor behind', async () => {
    const { memory } = await import('@tensorflow/tfjs')
    const before = memory().numTensors
    const [, subject] = networks[1]
    const theta = subject.init(randomStream(1, 'init'))
    const tape = subject.forward(theta, new Float32Array(4 * 200), 200)
    subject.jvp(tape, theta)
    subject.vjp(tape, new Float64Array(4 * 200), new Float64Array(theta.length))
    expect(memory().numTensors).toBe(before)
  })

  it('trains cart-pole with bits that repeat, and is saved and loaded', async () => {
    const trained = async () => {
      const trainer = createLocalTrainer({
        seed: 1,
        environment: cartPole,
        model: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [8], buildNetwork: tfjsNetwork }),
        quota: { kind: 'steps', steps: 600 },
      })
      let state = trainer.init()
      const statuses: string[] = []
      for (let iteration = 0; iteration < 2; iteration++) {
        const [next, { update }] = await trainer.step(state)
        statuses.push(update.status)
        state = next
      }
      await trainer.dispose()
      return { statuses, policy: trainer.policy(state) }
    }
    const { statuses, policy } = await trained()
    expect(statuses).toEqual(['accepted', 'accepted'])
    const again = await trained()
    expect(new BigUint64Array(again.policy.theta.buffer)).toEqual(new BigUint64Array(policy.theta.buffer))
    await inFolder(async (folder) => {
      await savePolicy(folder, policy)
      const loaded = await loadPolicy(folder, { buildNetwork: tfjsNetwork })
      const observation = [0.1, 0.2, 0.03, -0.4]
      expect(mode(loaded, observation)).toEqual(mode(policy, observation))
      expect(mode(await loadPolicy(folder), observation)[0]).toBeCloseTo(mode(policy, observation)[0], 5)
    })
  })

  it('refuses a layer that it does not know', () => {
    expect(() => tfjsNetwork({ kind: 'acme/own' })).toThrow(/acme\/own/)
  })
})

/** Some episodes of cart-pole, cut after 30 steps. */
async function sampled() {
  const policy = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] })
  const theta = policy.network.init(randomStream(1, 'init'))
  const lanes = lanesOf(() => timeLimit(cartPole(), 30), 14)
  const procedure = singlePath({ quota: { kind: 'steps', steps: 203 }, lanes: 14 })
  return procedure.create({ policy, seed: 1 }, lanes, ALL_GROUPS).collect({ iteration: 0, policy: { theta } })
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'guide-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
