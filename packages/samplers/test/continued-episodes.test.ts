import { type Environment, lanesOf } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { gaussianMlp, policyForward } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import {
  ALL_GROUPS,
  type Episodes,
  LANE_GROUPS,
  laneShare,
  lanesOfGroups,
  type OpenEpisode,
  type PathBatch,
  type Quota,
  ReplayError,
  type Sampler,
  singlePath,
} from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftEnvironment } from './environments.ts'

const SEED = 11

/** What a sampler goes on with; undefined for one of fresh episodes. */
type Open = readonly OpenEpisode[] | undefined

describe.each([
  ['kernels', simdNetwork],
  ['reference', networkFromDescription],
])('episodes that go on, %s', (_implementation, buildNetwork) => {
  const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [4], outputGain: 1, buildNetwork })
  /** Another policy in every iteration. */
  const thetaOf = (iteration: number) => model.network.init(randomStream(5, 'init').seek(iteration, 0, 0))

  const samplerOf = (
    quota: Quota,
    allLanes: number,
    { create = () => driftEnvironment(), groups = ALL_GROUPS, episodes = 'continue' as Episodes } = {},
  ) => {
    const { first, last } = lanesOfGroups(groups, allLanes)
    const lanes = lanesOf(create, last - first)
    return singlePath({ quota, lanes: allLanes, episodes }).create({ policy: model, seed: SEED }, lanes, groups)
  }

  /** A copy that a later collect does not overwrite. */
  const collect = async (sampler: Sampler<PathBatch>, iteration: number, given: Open) => {
    const { batch, open } = await sampler.collect({ policy: { theta: thetaOf(iteration) }, iteration, open: given })
    return { batch: structuredClone(batch), open: open ?? [] }
  }

  /** Iterations of one sampler, each going on with what the one before left open. */
  const run = async (sampler: Sampler<PathBatch>, iterations: number, fresh?: 'fresh') => {
    const collected: { batch: PathBatch; open: readonly OpenEpisode[] }[] = []
    for (let iteration = 0; iteration < iterations; iteration++)
      collected.push(await collect(sampler, iteration, fresh ? undefined : (collected.at(-1)?.open ?? [])))
    return collected
  }

  /** One lane over all iterations, straight from the definition: its environment is reset when an episode has ended, and at no other time. */
  function laneAlone(lane: number, share: number, iterations: number, create = () => driftEnvironment()) {
    const environment = create()
    const reset = randomStream(SEED, 'reset')
    const noise = randomStream(SEED, 'action')
    const dynamics = randomStream(SEED, 'environment')
    const observation = new Float64Array(2)
    const action = new Float64Array(1)
    const stored = () => [...(model.network.precision === 'f32' ? Float32Array.from(observation) : observation)]
    let over = true
    let episode = { lane, iteration: 0, step: 0, actions: [] as number[] }
    let sum = 0
    return Array.from({ length: iterations }, (_, iteration) => {
      const rows = []
      const segments = []
      let from = 0
      for (let step = 0; step < share; step++) {
        if (over) {
          environment.reset(reset.seek(iteration, lane, step))
          episode = { lane, iteration, step, actions: [] }
          sum = 0
        }
        if (over || step === 0) segments.push({ start: episode.actions.length, returnBefore: sum })
        environment.observe(observation)
        const seen = stored()
        const input = model.network.precision === 'f32' ? Float32Array.from(seen) : Float64Array.from(seen)
        const mu = policyForward({ ...model, theta: thetaOf(iteration) }, input, 1).y
        model.distribution.sample(1, mu, Float64Array.of(noise.seek(iteration, lane, step).normal()), action)
        const result = environment.step(action, dynamics.seek(iteration, lane, step))
        episode.actions.push(action[0])
        sum += result.reward
        rows.push({ observation: seen, action: action[0], mu: [...mu], reward: result.reward })
        over = result.terminated || result.truncated === true
        if (over || step === share - 1) {
          environment.observe(observation)
          const end = result.terminated ? 'terminated' : over ? 'truncated' : 'cut'
          Object.assign(segments[segments.length - 1], { lane, length: step + 1 - from, end, last: stored() })
          from = step + 1
        }
      }
      return {
        rows,
        segments,
        open: over
          ? []
          : [
              {
                ...episode,
                actions: Float64Array.from(episode.actions),
                observation: observation.slice(),
                return: sum,
              },
            ],
      }
    })
  }

  const rowsOf = ({ rows, observations, actions, mu, rewards }: PathBatch) =>
    Array.from({ length: rows }, (_, row) => ({
      observation: [...observations.subarray(2 * row, 2 * row + 2)],
      action: actions[row],
      mu: [...mu.subarray(2 * row, 2 * row + 2)],
      reward: rewards[row],
    }))

  it.each([
    [40, 7, 9],
    [24, 12, 30],
    [103, 10, 4],
    [14, 14, 9],
  ])(
    '%d steps in %d lanes, time limit %d: are those of lanes that run alone, bit for bit',
    async (steps, lanes, limit) => {
      const quota: Quota = { kind: 'steps', steps }
      const create = () => driftEnvironment(limit)
      const iterations = 12
      const alone = Array.from({ length: lanes }, (_, lane) =>
        laneAlone(lane, laneShare(steps, lane, lanes), iterations, create),
      )
      const collected = await run(samplerOf(quota, lanes, { create }), iterations)
      for (const [iteration, { batch, open }] of collected.entries()) {
        const expected = alone.map((lane) => lane[iteration])
        expect(rowsOf(batch)).toEqual(expected.flatMap(({ rows }) => rows))
        const segments = batch.segments.map(({ lane, start, returnBefore, length, end, lastObservation }) => ({
          lane,
          start,
          returnBefore,
          length,
          end,
          last: [...lastObservation],
        }))
        expect(segments).toEqual(expected.flatMap((lane) => lane.segments))
        expect(open).toEqual(expected.flatMap((lane) => lane.open))
      }
      // The time limit counts over iterations: nothing is longer.
      const ended = collected.flatMap(({ batch }) => batch.segments)
      expect(Math.max(...ended.map(({ start, length }) => start + length))).toBeLessThanOrEqual(limit)
      for (const { start, length, end } of ended) if (end === 'truncated') expect(start + length).toBe(limit)
      expect(ended.some(({ start }) => start > 0)).toBe(true)
    },
  )

  it('have the same bits whichever samplers go on with them, and from wherever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 12, max: 20 }),
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 3, max: 12 }),
        fc.uniqueArray(fc.integer({ min: 1, max: LANE_GROUPS - 1 }), { maxLength: 4 }),
        fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { minLength: 6, maxLength: 6 }),
        async (lanes, more, limit, cuts, renewed) => {
          const quota: Quota = { kind: 'steps', steps: lanes + more }
          const create = () => driftEnvironment(limit)
          const whole = await run(samplerOf(quota, lanes, { create }), 6)
          const bounds = [0, ...cuts.sort((a, b) => a - b), LANE_GROUPS]
          const make = (part: number) => {
            const groups = { first: bounds[part], last: bounds[part + 1] }
            return samplerOf(quota, lanes, { create, groups })
          }
          const parts = bounds.slice(1).map((_, part) => make(part))
          let open: readonly OpenEpisode[] = []
          for (const [iteration, expected] of whole.entries()) {
            const collected = []
            for (const part of parts.keys()) {
              // A new sampler stands nowhere, and has to replay.
              if (renewed[iteration][part]) parts[part] = make(part)
              collected.push(await collect(parts[part], iteration, open))
            }
            expect(collected.flatMap(({ batch }) => rowsOf(batch))).toEqual(rowsOf(expected.batch))
            const segments = (batch: PathBatch) => batch.segments.map(({ offset: _, ...segment }) => segment)
            expect(collected.flatMap(({ batch }) => segments(batch))).toEqual(segments(expected.batch))
            open = collected.flatMap((part) => part.open)
            expect(open).toEqual(expected.open)
            // As from a checkpoint or another thread.
            if (renewed[iteration][0]) open = structuredClone(open)
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  it('can be gone back to: the arguments alone determine the batch', async () => {
    const quota: Quota = { kind: 'steps', steps: 60 }
    const sampler = samplerOf(quota, 12)
    const collected = await run(sampler, 5)
    for (const iteration of [3, 1, 4, 0, 2]) {
      const open = iteration === 0 ? [] : collected[iteration - 1].open
      expect(await collect(sampler, iteration, open)).toEqual(collected[iteration])
    }
    // Without them every lane starts afresh.
    const afresh = await collect(sampler, 3, [])
    expect(afresh.batch).toEqual((await collect(samplerOf(quota, 12, { episodes: 'fresh' }), 3, undefined)).batch)
    expect(afresh.batch).not.toEqual(collected[3].batch)
  })

  it('are what they say, also when somebody wrote to them: no lane goes on from a state that is not the given one', async () => {
    const quota: Quota = { kind: 'steps', steps: 12 * 4 }
    const sampler = samplerOf(quota, 12)
    const [{ open }] = await run(sampler, 1)
    for (const { actions } of open) actions[actions.length - 1] += 1
    const going = sampler.collect({ policy: { theta: thetaOf(1) }, iteration: 1, open })
    await expect(going).rejects.toThrow(ReplayError)
    await expect(samplerOf(quota, 12).collect({ policy: { theta: thetaOf(1) }, iteration: 1, open })).rejects.toThrow(
      ReplayError,
    )
  })

  it('are collected by one call at a time', async () => {
    const quota: Quota = { kind: 'steps', steps: 60 }
    const sampler = samplerOf(quota, 12)
    const first = collect(sampler, 0, [])
    await expect(sampler.collect({ policy: { theta: thetaOf(0) }, iteration: 0, open: [] })).rejects.toThrow(
      /a collect of this sampler is under way/,
    )
    expect(await first).toEqual((await run(samplerOf(quota, 12), 1))[0])
    expect(await collect(sampler, 1, (await first).open)).toEqual((await run(samplerOf(quota, 12), 2))[1])
  })

  it('survive an iteration that failed', async () => {
    const quota: Quota = { kind: 'steps', steps: 12 * 40 }
    const sampler = samplerOf(quota, 12)
    const [{ open }] = await run(sampler, 1)
    const stop = async () => {
      throw new Error('enough')
    }
    await expect(
      sampler.collect({ policy: { theta: thetaOf(1) }, iteration: 1, progress: stop, open }),
    ).rejects.toThrow('enough')
    const [, expected] = await run(samplerOf(quota, 12), 2)
    expect(await collect(sampler, 1, open)).toEqual(expected)
  })

  it('that end exactly where the batch does leave nothing open', async () => {
    const quota: Quota = { kind: 'steps', steps: 48 }
    // Four steps a lane, and a limit of two: every lane is truncated at the end.
    const create = () => driftEnvironment(2)
    const collected = await run(samplerOf(quota, 12, { create }), 3)
    const fresh = samplerOf(quota, 12, { create, episodes: 'fresh' })
    for (const [iteration, { batch, open }] of collected.entries()) {
      expect(open).toEqual([])
      expect(batch.segments.every(({ end, start }) => end !== 'cut' && start === 0)).toBe(true)
      expect((await collect(fresh, iteration, undefined)).batch).toEqual(batch)
    }
    // And so for terminal states: lanes whose last step terminated are not among the open ones.
    const [{ batch, open }] = await run(samplerOf({ kind: 'steps', steps: 300 }, 60), 1)
    const last = batch.segments.filter(({ lane }, index) => batch.segments[index + 1]?.lane !== lane)
    expect(last.some(({ end }) => end === 'terminated')).toBe(true)
    expect(open.map(({ lane }) => lane)).toEqual(last.filter(({ end }) => end === 'cut').map(({ lane }) => lane))
  })

  it('are those of whole paths when the quota is of paths: none is ever open', async () => {
    const quota: Quota = { kind: 'paths', paths: 17 }
    const collected = await run(samplerOf(quota, 7), 2)
    const fresh = await run(samplerOf(quota, 7, { episodes: 'fresh' }), 2, 'fresh')
    expect(collected).toEqual(fresh)
    expect(collected.map(({ open }) => open)).toEqual([[], []])
  })

  it('fresh ones leave nothing open', async () => {
    const sampler = samplerOf({ kind: 'steps', steps: 60 }, 12, { episodes: 'fresh' })
    const { open } = await sampler.collect({ policy: { theta: thetaOf(0) }, iteration: 0 })
    expect(open).toBeUndefined()
  })
})

describe('the work of going on', () => {
  const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [] })
  const theta = model.network.init(randomStream(5, 'init').seek(0, 0, 0))
  const quota: Quota = { kind: 'steps', steps: 24 }
  type Change = (inner: Environment, lane: number) => Partial<Environment>
  const samplerOf = (change: Change, episodes: Episodes = 'continue', over: Quota = quota) => {
    let made = 0
    const create = () => {
      const inner = driftEnvironment(1000)
      return { ...inner, ...change(inner, made++) }
    }
    const procedure = singlePath({ quota: over, lanes: 12, episodes })
    return procedure.create({ policy: model, seed: SEED }, lanesOf(create, 12), ALL_GROUPS)
  }
  const first = async () => {
    const sampler = samplerOf(() => ({}))
    return (await sampler.collect({ policy: { theta }, iteration: 0, open: [] })).open ?? []
  }

  function counting() {
    const calls = { reset: 0, step: 0, observe: 0 }
    const change: Change = (inner) => ({
      reset(random) {
        calls.reset++
        inner.reset(random)
      },
      step(action, random) {
        calls.step++
        // A state of its own, so that nothing terminates.
        return { ...inner.step(action, random), terminated: false }
      },
      observe(into) {
        calls.observe++
        inner.observe(into)
      },
    })
    return { calls, change }
  }

  it('is none where the lanes stand, and else one reset, the steps, and one observation a lane', async () => {
    const { calls, change } = counting()
    const sampler = samplerOf(change)
    const made = { ...calls }
    const { open } = await sampler.collect({ policy: { theta }, iteration: 0, open: [] })
    expect(open).toHaveLength(12)
    const began = { ...calls }
    await sampler.collect({ policy: { theta }, iteration: 1, open: structuredClone(open) })
    expect(calls.reset).toBe(began.reset)
    expect(calls.step - began.step).toBe(24)
    expect(calls.observe - began.observe).toBe(24)

    const other = counting()
    const resumed = samplerOf(other.change)
    await resumed.collect({ policy: { theta }, iteration: 1, open })
    expect(other.calls.reset - made.reset).toBe(12)
    expect(other.calls.step).toBe(24 + 24)
    // One more observation a lane than the sampling's, and one that lanesOf makes to look at its length.
    expect(other.calls.observe - made.observe).toBe(12 + 12 + 24)
  })

  it('reports to progress, which may stop it', async () => {
    const long: Quota = { kind: 'steps', steps: 12 * 40 }
    const { change } = counting()
    const sampler = samplerOf(change, 'continue', long)
    const { open } = await sampler.collect({ policy: { theta }, iteration: 0, open: [] })
    const seen: number[] = []
    const resumed = samplerOf(counting().change, 'continue', long)
    const progress = (steps: number) => {
      seen.push(steps)
    }
    await resumed.collect({ policy: { theta }, iteration: 1, progress, open })
    expect(seen).toEqual([0, 0, 12 * 16, 12 * 32])
  })

  it.each([
    [
      'ended',
      (inner) => ({ step: (action, random) => ({ ...inner.step(action, random), terminated: true }) }),
      /drift ended the episode at step 0 when the actions of the open episode of lane \d+ were taken again, .* not deterministic, or differs/,
    ],
    [
      'gave no number',
      (inner) => ({
        step: (action, random) => ({ ...inner.step(action, random), terminated: false, reward: Number.NaN }),
      }),
      /drift gave the reward NaN at step 0 when/,
    ],
    [
      'was seen in no place',
      (inner) => ({
        observe(into) {
          inner.observe(into)
          into[1] = Infinity
        },
      }),
      /drift gave an observation whose entry 1 is Infinity at step 1 when .* taken again, and 2 when they were sampled/,
    ],
    [
      'earns something else',
      (inner) => ({
        step(action, random) {
          const step = inner.step(action, random)
          return { ...step, reward: step.reward * (1 + Number.EPSILON), terminated: false }
        },
      }),
      /drift had given the return -\S+ at step 1 when .* taken again, and -\S+ when they were sampled: .* or differs/,
    ],
    [
      'leads to another place by one bit',
      (inner) => ({
        step: (action, random) => ({ ...inner.step(action, random), terminated: false }),
        observe(into) {
          inner.observe(into)
          into[0] *= 1 + Number.EPSILON
        },
      }),
      /drift gave an observation whose entry 0 is \S+ at step 1 when .* taken again, and \S+ when they were sampled/,
    ],
  ] satisfies [string, Change, RegExp][])(
    'an episode that %s when it is replayed is an error',
    async (_name, change, message) => {
      const error = await samplerOf(change)
        .collect({ policy: { theta }, iteration: 1, open: await first() })
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ReplayError)
      expect(error).toMatchObject({ lane: expect.any(Number), step: expect.any(Number) })
      expect(String(error)).toMatch(message)
    },
  )

  const one = {
    lane: 3,
    iteration: 0,
    step: 0,
    actions: new Float64Array(2),
    observation: new Float64Array(2),
    return: 0,
  }
  it.each([
    ['a lane that there is not', [{ ...one, lane: 12 }], 1, /lane 12: expected lanes in ascending order.* 0 to 11/],
    ['a lane twice', [one, one], 1, /lane 3: expected lanes in ascending order.* from 4 to 11/],
    ['a lane that is no number', [{ ...one, lane: 0.5 }], 1, /lane 0.5/],
    ['a later iteration', [{ ...one, iteration: 1 }], 1, /reset in iteration 1; expected one before iteration 1/],
    ['a step past the share', [{ ...one, step: 2 }], 1, /reset at step 2 of a lane that takes 2/],
    [
      'too few actions',
      [one],
      2,
      /has 2 numbers of actions of 1; from step 0 of iteration 0 to iteration 2 there are 4/,
    ],
    ['no actions', [{ ...one, actions: new Float64Array(0) }], 1, /has 0 numbers of actions/],
    ['infinite actions', [{ ...one, actions: Float64Array.of(1, Infinity) }], 1, /number 1 of its actions is Infinity/],
    [
      'another observation',
      [{ ...one, observation: new Float64Array(3) }],
      1,
      /its observation has 3 numbers; those of the environment have 2/,
    ],
  ] satisfies [string, OpenEpisode[], number, RegExp][])('%s is refused', async (_name, open, iteration, message) => {
    await expect(samplerOf(() => ({})).collect({ policy: { theta }, iteration, open })).rejects.toThrow(message)
  })

  it('is refused by samplers of fresh episodes and of whole paths', async () => {
    await expect(
      samplerOf(() => ({}), 'fresh').collect({ policy: { theta }, iteration: 1, open: [one] }),
    ).rejects.toThrow(/the request has 1 open episodes, and the sampler was made with episodes: 'fresh'/)
    await expect(
      samplerOf(() => ({}), 'continue', { kind: 'paths', paths: 12 }).collect({
        policy: { theta },
        iteration: 1,
        open: [one],
      }),
    ).rejects.toThrow(/a quota of whole paths leaves none open/)
  })

  it('have to be given to a sampler that goes on, even if there are none', async () => {
    await expect(samplerOf(() => ({})).collect({ policy: { theta }, iteration: 0 })).rejects.toThrow(
      /the request has no open episodes, not even an empty list/,
    )
  })
})
