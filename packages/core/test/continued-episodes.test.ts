import {
  createLocalTrainer,
  createTrainer,
  identityOf,
  inProcessShard,
  type LocalTrainerSettings,
  linearFeatureBaseline,
  localParts,
  type Shard,
  type Trainer,
  timeDependentBaseline,
  zeroBaseline,
} from '@trpo/core'
import { box, cartPole, type Environment, type Lanes, lanesOf, timeLimit, timeLimitLanes } from '@trpo/envs'
import { paperSwimmerTask, planarLanes } from '@trpo/envs/planar'
import { networkFromDescription } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { type GroupRange, LANE_GROUPS } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Settings, smallRun } from './settings.ts'

/** A walk that draws at every reset and step, and ends beyond 2. */
function walk(): Environment {
  let x = 0
  return {
    spec: { name: 'walk', observationSpace: box([-Infinity], [Infinity]), actionSpace: box([-1], [1]) },
    reset(random) {
      x = random.uniform() - 0.5
    },
    step([push], random) {
      x += 0.3 * Math.max(-1, Math.min(1, push)) + 0.4 * random.normal()
      return { reward: 1 - x * x, terminated: Math.abs(x) > 2 }
    },
    observe(into) {
      into[0] = x
    },
  }
}

interface Task {
  readonly name: string
  readonly observationSize: number
  readonly actionSize: number
  createLanes(count: number, limit: number): Lanes
}

const tasks: readonly Task[] = [
  {
    name: 'cart-pole',
    observationSize: 4,
    actionSize: 1,
    createLanes: (count, limit) => lanesOf(() => timeLimit(cartPole(), limit), count),
  },
  {
    name: 'a walk with draws in every step',
    observationSize: 1,
    actionSize: 1,
    createLanes: (count, limit) => lanesOf(() => timeLimit(walk(), limit), count),
  },
  {
    name: 'the swimmer on planar physics',
    observationSize: 9,
    actionSize: 2,
    createLanes: (count, limit) => timeLimitLanes(planarLanes(paperSwimmerTask, count), limit),
  },
]

describe.each(tasks)('$name, with episodes that go on', ({ observationSize, actionSize, createLanes }) => {
  const model = gaussianMlp({ observationSize, actionSize, hidden: [3] })

  /** A run on shards of these lane groups. */
  function trainerOf(settings: Settings, limit: number, ranges: readonly GroupRange[]): Trainer {
    const parts = localParts(settings, createLanes(1, limit).spec)
    const shards = ranges.map((range) => inProcessShard(parts, (count) => createLanes(count, limit), range))
    return createTrainer(parts, shards)
  }

  it('has the same bits in any shards, stopped and resumed at any iteration', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(1000),
          lanes: fc.integer({ min: 12, max: 19 }),
          more: fc.integer({ min: 20, max: 150 }),
          limit: fc.integer({ min: 2, max: 40 }),
          baseline: fc.constantFrom('linear', 'time', 'zero'),
          gaeLambda: fc.constantFrom(1, 0.9),
          stateWeighting: fc.constantFrom('undiscounted' as const, 'discounted' as const),
          cuts: fc.uniqueArray(fc.integer({ min: 1, max: LANE_GROUPS - 1 }), { maxLength: 4 }),
          stops: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        }),
        async ({ seed, lanes, more, limit, baseline, gaeLambda, stateWeighting, cuts, stops }) => {
          const settings: Settings = {
            seed,
            model,
            lanes,
            gaeLambda,
            stateWeighting,
            baseline: {
              linear: linearFeatureBaseline(observationSize),
              time: timeDependentBaseline(limit),
              zero: zeroBaseline(),
            }[baseline],
            quota: { kind: 'steps', steps: lanes + more },
            episodes: 'continue',
            discount: 0.95,
            bootstrap: 'baseline',
            fisherStride: 3,
            normalizeObservations: true,
          }
          const undisturbed = trainerOf(settings, limit, [{ first: 0, last: LANE_GROUPS }])
          const bounds = [0, ...cuts.sort((a, b) => a - b), LANE_GROUPS]
          const ranges = bounds.slice(1).map((last, part) => ({ first: bounds[part], last }))
          let trainer = trainerOf(settings, limit, ranges)
          let expected = undisturbed.init()
          let state = trainer.init()
          for (const stop of stops) {
            const [nextExpected, { timings: _, ...expectedRecord }] = await undisturbed.step(expected)
            if (stop) {
              await trainer.dispose()
              const encoded = trainer.encode(state)
              trainer = trainerOf(settings, limit, ranges)
              state = trainer.decode(encoded)
            }
            const [next, { timings: _timings, ...record }] = await trainer.step(state)
            expect(next).toEqual(nextExpected)
            expect(record).toEqual(expectedRecord)
            expected = nextExpected
            state = next
          }
          await undisturbed.dispose()
          await trainer.dispose()
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('a state with open episodes', () => {
  const settings: LocalTrainerSettings = {
    ...smallRun,
    quota: { kind: 'steps', steps: 200 },
    episodes: 'continue',
    bootstrap: 'baseline',
  }

  it('can be stepped again at any time, and is never written to', async () => {
    const trainer = createLocalTrainer(settings)
    const steps = []
    let state = trainer.init()
    expect(state.open).toEqual([])
    for (let iteration = 0; iteration < 5; iteration++) {
      const before = structuredClone(state)
      const [next, { timings: _, ...record }] = await trainer.step(state)
      expect(state).toEqual(before)
      steps.push({ state, next: structuredClone(next), record })
      state = next
    }
    expect(steps.some(({ next }) => (next.open?.length ?? 0) > 0)).toBe(true)
    for (const index of [4, 1, 3, 0, 2, 2]) {
      const [next, { timings: _, ...record }] = await trainer.step(steps[index].state)
      expect(next).toEqual(steps[index].next)
      expect(record).toEqual(steps[index].record)
    }
    await trainer.dispose()
  })

  it('belongs to a run that goes on with them, and to no other', async () => {
    const going = createLocalTrainer(settings)
    const { episodes: _, ...afresh } = settings
    const fresh = createLocalTrainer(afresh)
    await expect(fresh.step(going.init())).rejects.toThrow(/start every iteration afresh; it belongs to another run/)
    await expect(going.step(fresh.init())).rejects.toThrow(/has no open episodes.* it belongs to another run/)
    const [state] = await going.step(going.init())
    const other = createLocalTrainer({ ...settings, quota: { kind: 'steps', steps: 210 } })
    await expect(other.step(state)).rejects.toThrow(/open episode of lane \d+: .* belongs to another run/)
    await Promise.all([going, fresh, other].map((trainer) => trainer.dispose()))
  })

  it.each([
    ['continue', 'fresh'],
    ['fresh', 'continue'],
  ] as const)('a trainer of %s episodes over a shard of %s ones refuses to train', async (trained, sampled) => {
    const parts = { ...settings, lanes: 12 }
    const { spec } = cartPole()
    const shard = inProcessShard(localParts({ ...parts, episodes: sampled }, spec), (count) => lanesOf(cartPole, count))
    const ofTrainer = localParts({ ...parts, episodes: trained }, spec)
    const trainer = createTrainer(ofTrainer, [shard])
    await expect(trainer.step(trainer.init())).rejects.toThrow(
      `the shard has sampling.episodes ${sampled}, the trainer sampling.episodes ${trained}`,
    )
    // A shard that says it is another is found out too.
    const deceived = createTrainer(ofTrainer, [{ ...shard, identity: identityOf(ofTrainer) }])
    await expect(deceived.step(deceived.init())).rejects.toThrow(
      `made with episodes: '${sampled}'; it belongs to another run`,
    )
    await trainer.dispose()
  })

  it('is stepped by one call at a time', async () => {
    const trainer = createLocalTrainer(settings)
    const first = trainer.step(trainer.init())
    await expect(trainer.step(trainer.init())).rejects.toThrow(/a step of this trainer is under way/)
    const [state] = await first
    expect((await trainer.step(trainer.init()))[0]).toEqual(state)
    await trainer.dispose()
  })

  it('has none with a quota of whole paths, and trains as without', async () => {
    const paths: LocalTrainerSettings = { ...settings, quota: { kind: 'paths', paths: 15 } }
    const going = createLocalTrainer(paths)
    const fresh = createLocalTrainer({ ...paths, episodes: 'fresh' })
    const [state] = await going.step(going.init())
    const [expected] = await fresh.step(fresh.init())
    expect(state).toEqual({ ...expected, open: [] })
    expect(expected).not.toHaveProperty('open')
  })
})

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
