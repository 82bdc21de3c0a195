import { createHash } from 'node:crypto'
import {
  createLocalTrainer,
  DataError,
  type LocalTrainerSettings,
  NUMERICS_VERSION,
  numberIn,
  timeDependentBaseline,
} from '@trpo/core'
import { cartPole, scaleReward, timeLimit } from '@trpo/envs'
import { emptyStatistics } from '@trpo/policies'
import { describe, expect, it } from 'vitest'
import { referenceModel, smallRun } from './settings.ts'

/** Trains and gives the states and records, timings aside. */
async function train(settings: LocalTrainerSettings, iterations: number, restart?: number) {
  let trainer = createLocalTrainer(settings)
  let state = trainer.init()
  const records = []
  for (let i = 0; i < iterations; i++) {
    if (i === restart) {
      await trainer.dispose()
      const encoded = trainer.encode(state)
      trainer = createLocalTrainer(settings)
      state = trainer.decode(encoded)
    }
    const [next, { timings, ...record }] = await trainer.step(state)
    expect(timings.total).toBeGreaterThanOrEqual(0)
    state = next
    records.push(record)
  }
  await trainer.dispose()
  return { state, records }
}

describe.each([
  ['step quota', {}],
  ['reference network', { model: referenceModel }],
  ['path quota', { quota: { kind: 'paths', paths: 17 } }],
  ['normalised observations', { normalizeObservations: true }],
  ['bootstrap', { bootstrap: 'baseline' }],
  ['generalized advantages', { bootstrap: 'baseline', gaeLambda: 0.9 }],
  ['episodes that go on', { bootstrap: 'baseline', episodes: 'continue' }],
] satisfies [string, Partial<LocalTrainerSettings>][])('%s', (_name, change) => {
  const settings = { ...smallRun, ...change }

  it('gives the same bits for the same seed, and others for another', async () => {
    const first = await train(settings, 3)
    expect(await train(settings, 3)).toEqual(first)
    const other = await train({ ...settings, seed: 8 }, 3)
    expect(other.state.theta).not.toEqual(first.state.theta)
  })

  it('gives the same bits when it is stopped and resumed', async () => {
    expect(await train(settings, 3, 2)).toEqual(await train(settings, 3))
  })
})

describe('an iteration', () => {
  it('leaves the state it started from as it was, and can be repeated from it', async () => {
    const trainer = createLocalTrainer(smallRun)
    const [state] = await trainer.step(trainer.init())
    const before = state.theta.slice()
    const [first] = await trainer.step(state)
    const [second] = await trainer.step(state)
    expect(second).toEqual(first)
    expect(state.theta).toEqual(before)
  })

  it('samples exactly its quota', async () => {
    const { records } = await train(smallRun, 2)
    expect(records.map(({ steps, totalSteps }) => [steps, totalSteps])).toEqual([
      [1003, 1003],
      [1003, 2006],
    ])
    const paths = await train({ ...smallRun, quota: { kind: 'paths', paths: 17 } }, 1)
    expect(paths.records[0].episodes).toMatchObject({ count: 17, cut: 0 })
  })

  it('can be stopped by its progress, and the trainer goes on as if nothing had been', async () => {
    const trainer = createLocalTrainer(smallRun)
    const state = trainer.init()
    const stop = async () => {
      throw new Error('enough')
    }
    await expect(trainer.step(state, stop)).rejects.toThrow('enough')
    const [next] = await trainer.step(state)
    expect(next.theta).toEqual((await train(smallRun, 1)).state.theta)
  })

  it('reports progress that grows up to the quota', async () => {
    const seen: number[] = []
    const trainer = createLocalTrainer(smallRun)
    await trainer.step(trainer.init(), (steps) => {
      seen.push(steps)
    })
    expect(seen.length).toBeGreaterThan(2)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBeLessThanOrEqual(1003)
  })
})

describe('normalised observations', () => {
  it('merge the statistics of every batch, and log the KL with the normaliser they give', async () => {
    const trainer = createLocalTrainer({ ...smallRun, normalizeObservations: true })
    const [first, one] = await trainer.step(trainer.init())
    const [second, two] = await trainer.step(first)
    expect([first.observations?.count, second.observations?.count]).toEqual([1003, 2006])
    // The first batch is sampled without a normaliser: going over to one changes the policy, and the KL says how much.
    expect(numberIn(one, 'klWithNormalizer')).toBeGreaterThan(numberIn(one, 'kl') ?? 0)
    expect(numberIn(two, 'klWithNormalizer')).toBeGreaterThan(0)
    expect(two.update['klWithNormalizer']).not.toBe(two.update['kl'])
    const { normalizer } = trainer.policy(second)
    expect(normalizer?.mean).toEqual(second.observations?.mean)
    await trainer.dispose()
  })
})

describe('data that nothing can be learned from', () => {
  const scaled = (factor: number, observed: number): LocalTrainerSettings => ({
    ...smallRun,
    environment: () => {
      const inner = scaleReward(timeLimit(cartPole(), 50), factor)
      return {
        ...inner,
        observe(into) {
          inner.observe(into)
          into[0] *= observed
        },
      }
    },
  })

  it.each([
    ['returns that overflow', scaled(1e308, 1), /linear feature baseline could not be fitted/],
    ['returns whose products overflow', scaled(1e160, 1), /spread of the returns/],
    [
      'observations whose squares overflow',
      { ...scaled(1, 1e200), model: referenceModel, normalizeObservations: true },
      /statistic of the observations is Infinity/,
    ],
  ] satisfies [string, LocalTrainerSettings, RegExp][])(
    '%s end the iteration with a DataError',
    async (_name, settings, message) => {
      const trainer = createLocalTrainer(settings)
      const error = await trainer.step(trainer.init()).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(DataError)
      expect(String(error)).toMatch(message)
      await trainer.dispose()
    },
  )
})

describe('a state of another run', () => {
  it.each([
    ['policy', { theta: new Float64Array(3) }, /3 policy parameters, these settings have 20/],
    [
      'estimator',
      { estimator: { baseline: { shape: [2], data: new Float64Array(2) } } },
      /baseline \[2\] as what its estimator carries, these settings have baseline \[12\]/,
    ],
    ['normaliser', { observations: emptyStatistics(4) }, /4 observation statistics, these settings have 0/],
  ])('is refused for its %s', async (_name, change, message) => {
    const trainer = createLocalTrainer(smallRun)
    await expect(trainer.step({ ...trainer.init(), ...change })).rejects.toThrow(message)
  })
})

/**
 * The bits of theta after 3 iterations. They are the same on every machine. A change of them is a change of the numerics:
 * raise NUMERICS_VERSION, and say so in the changeset.
 */
describe('bits', () => {
  it.each([
    ['a quota of steps', {}, 'a112c1c638f0e13d'],
    ['a quota of steps on the reference network', { model: referenceModel }, '0f8c16f5288f288f'],
    [
      'whole paths with a time-dependent baseline',
      { quota: { kind: 'paths', paths: 17 }, baseline: timeDependentBaseline(50) },
      '9f49536a889654be',
    ],
    [
      'generalized advantages and a normaliser',
      { normalizeObservations: true, gaeLambda: 0.9, bootstrap: 'baseline' },
      '47a03287e256e3c9',
    ],
    ['episodes that go on', { episodes: 'continue', quota: { kind: 'steps', steps: 403 } }, '391241fcfe3e201b'],
  ] satisfies [string, Partial<LocalTrainerSettings>, string][])('of %s', async (_name, change, expected) => {
    const { theta } = (await train({ ...smallRun, ...change }, 3)).state
    expect(NUMERICS_VERSION).toBe(4)
    expect(createHash('sha256').update(new Uint8Array(theta.buffer)).digest('hex').slice(0, 16)).toBe(expected)
  })
})

describe('settings', () => {
  it.each([
    [{ discount: 1.5 }, /discount is 1.5/],
    [{ maxKl: -0.01 }, /maxKl is -0.01/],
    [{ lanes: 0 }, /lane count is 0/],
    [{ quota: { kind: 'steps', steps: 3 } }, /quota of 3 steps cannot be split over 14 lanes/],
    [{ gaeLambda: 1.1 }, /gaeLambda is 1.1/],
    [{ fisherStride: 0 }, /fisherStride is 0/],
  ] satisfies [Partial<LocalTrainerSettings>, RegExp][])('%o is refused', (change, message) => {
    expect(() => createLocalTrainer({ ...smallRun, ...change })).toThrow(message)
  })
})
