import { box, type Environment, lanesOf } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { gaussianMlp, policyForward } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import {
  ALL_GROUPS,
  LANE_GROUPS,
  lanesOfGroup,
  lanesOfGroups,
  NonFiniteError,
  type PathBatch,
  type Quota,
  singlePath,
} from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftEnvironment } from './environments.ts'

describe.each([
  ['kernels', simdNetwork],
  ['reference', networkFromDescription],
])('%s', (_implementation, buildNetwork) => {
  const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [4], outputGain: 1, buildNetwork })
  const theta = model.network.init(randomStream(5, 'init').seek(0, 0, 0))

  function samplerOf(quota: Quota, allLanes: number, environment = driftEnvironment, groups = ALL_GROUPS) {
    const { first, last } = lanesOfGroups(groups, allLanes)
    const lanes = lanesOf(environment, last - first)
    return singlePath({ quota, lanes: allLanes }).create({ policy: model, seed: 11 }, lanes, groups)
  }

  /** A copy that a later collect does not overwrite. */
  const copy = ({ batch }: { readonly batch: PathBatch }): PathBatch => structuredClone(batch)

  const sample = async (quota: Quota, lanes: number, iteration = 0) =>
    copy(await samplerOf(quota, lanes).collect({ policy: { theta }, iteration }))

  /** Runs one path alone, straight from the definition: reset, then policy and environment in turn. */
  function pathAlone(iteration: number, path: number) {
    const environment = driftEnvironment()
    const reset = randomStream(11, 'reset')
    const noise = randomStream(11, 'action')
    const dynamics = randomStream(11, 'environment')
    const observation = new Float64Array(2)
    const action = new Float64Array(1)
    environment.reset(reset.seek(iteration, path, 0))
    const rows = []
    for (let step = 0; ; step++) {
      environment.observe(observation)
      const input = model.network.precision === 'f32' ? Float32Array.from(observation) : observation
      const mu = policyForward({ ...model, theta }, input, 1).y
      model.distribution.sample(1, mu, Float64Array.of(noise.seek(iteration, path, step).normal()), action)
      const row = { observation: [...input], action: action[0], mu: [...mu] }
      const { reward, terminated, truncated } = environment.step(action, dynamics.seek(iteration, path, step))
      rows.push({ ...row, reward })
      if (terminated || truncated) {
        environment.observe(observation)
        return {
          rows,
          end: terminated ? 'terminated' : 'truncated',
          last: [...(model.network.precision === 'f32' ? Float32Array.from(observation) : observation)],
        }
      }
    }
  }

  describe('whole paths', () => {
    it('are those that the definition gives one at a time, bit for bit', async () => {
      const batch = await sample({ kind: 'paths', paths: 23 }, 7, 4)
      expect(batch.segments).toHaveLength(23)
      for (const { path, offset, length, end, start, lastObservation } of batch.segments) {
        const alone = pathAlone(4, path)
        expect({ length, end, start, last: [...lastObservation] }).toEqual({
          length: alone.rows.length,
          end: alone.end,
          start: 0,
          last: alone.last,
        })
        for (const [t, row] of alone.rows.entries())
          expect({
            observation: [...batch.observations.subarray(2 * (offset + t), 2 * (offset + t + 1))],
            action: batch.actions[offset + t],
            mu: [...batch.mu.subarray(2 * (offset + t), 2 * (offset + t + 1))],
            reward: batch.rewards[offset + t],
          }).toEqual(row)
      }
    })

    it('come in lanes p mod L, and none is started after a lane has its share', async () => {
      const batch = await sample({ kind: 'paths', paths: 10 }, 4)
      expect(batch.segments.map(({ lane, path }) => [lane, path])).toEqual(
        [0, 1, 2, 3].flatMap((lane) => [0, 1, 2].map((k) => [lane, lane + 4 * k])).filter(([, path]) => path < 10),
      )
      expect(batch.segments.every(({ end }) => end !== 'cut')).toBe(true)
    })

    it('have the same bits whatever the number of lanes', async () => {
      const byPath = async (lanes: number) => {
        const batch = await sample({ kind: 'paths', paths: 12 }, lanes)
        return batch.segments
          .map((segment) => ({
            path: segment.path,
            rewards: [...batch.rewards.subarray(segment.offset, segment.offset + segment.length)],
          }))
          .sort((a, b) => a.path - b.path)
      }
      expect(await byPath(12)).toEqual(await byPath(5))
    })
  })

  describe('a quota of steps', () => {
    it('gives every lane floor(N / L) steps and one more to the first N mod L', async () => {
      const batch = await sample({ kind: 'steps', steps: 103 }, 10)
      const steps = new Array<number>(10).fill(0)
      for (const { lane, length } of batch.segments) steps[lane] += length
      expect(steps).toEqual([11, 11, 11, 10, 10, 10, 10, 10, 10, 10])
      expect(batch.rows).toBe(103)
    })

    it('cuts the last episode of a lane where it does not end by itself', async () => {
      const batch = await sample({ kind: 'steps', steps: 300 }, 6)
      for (const [index, segment] of batch.segments.entries()) {
        const lastOfLane = batch.segments[index + 1]?.lane !== segment.lane
        if (segment.end === 'cut') expect(lastOfLane).toBe(true)
      }
      expect(new Set(batch.segments.map(({ end }) => end))).toEqual(new Set(['terminated', 'truncated', 'cut']))
    })
  })

  describe('a batch', () => {
    it('is covered by its segments and by its groups, without gaps', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 30 }),
          fc.integer({ min: 0, max: 60 }),
          fc.constantFrom('steps' as const, 'paths' as const),
          async (lanes, extra, kind) => {
            const total = lanes + extra
            const batch = await sample(kind === 'steps' ? { kind, steps: total } : { kind, paths: total }, lanes)
            let row = 0
            for (const { offset, length } of batch.segments) {
              expect(offset).toBe(row)
              expect(length).toBeGreaterThan(0)
              row += length
            }
            expect(row).toBe(batch.rows)
            let start = 0
            let segment = 0
            for (const group of batch.groups) {
              expect([group.start, group.firstSegment]).toEqual([start, segment])
              const { first, last } = lanesOfGroup(group.group, lanes)
              for (let s = group.firstSegment; s < group.lastSegment; s++) {
                expect(batch.segments[s].lane).toBeGreaterThanOrEqual(first)
                expect(batch.segments[s].lane).toBeLessThan(last)
              }
              start = group.end
              segment = group.lastSegment
            }
            expect([start, segment]).toEqual([batch.rows, batch.segments.length])
          },
        ),
        { numRuns: 30 },
      )
    })

    it('is the same however the lane groups are spread over samplers', async () => {
      const quota: Quota = { kind: 'steps', steps: 157 }
      const whole = await sample(quota, 14)
      const parts = []
      for (const [from, to] of [
        [0, 5],
        [5, LANE_GROUPS],
      ]) {
        const sampler = samplerOf(quota, 14, driftEnvironment, { first: from, last: to })
        parts.push(copy(await sampler.collect({ policy: { theta }, iteration: 0 })))
      }
      expect(parts.flatMap(({ groups }) => groups.map(({ group }) => group))).toEqual(
        whole.groups.map(({ group }) => group),
      )
      for (const field of ['observations', 'actions', 'mu', 'rewards'] as const)
        expect(parts.flatMap((part) => [...part[field]])).toEqual([...whole[field]])
    })

    it('depends on the iteration, and not on what was sampled before', async () => {
      const sampler = samplerOf({ kind: 'steps', steps: 60 }, 6)
      const first = copy(await sampler.collect({ policy: { theta }, iteration: 0 }))
      const second = copy(await sampler.collect({ policy: { theta }, iteration: 1 }))
      expect(second.rewards).not.toEqual(first.rewards)
      expect(copy(await sampler.collect({ policy: { theta }, iteration: 0 }))).toEqual(first)
    })

    it('holds the mu of the normalised observation', async () => {
      const normalizer = { mean: Float64Array.of(0.1, 4), std: Float64Array.of(2, 3), clip: 10 }
      const sampler = samplerOf({ kind: 'steps', steps: 40 }, 4)
      const { batch } = await sampler.collect({ policy: { theta, normalizer }, iteration: 0 })
      const again = policyForward({ ...model, theta, normalizer }, batch.observations, batch.rows).y
      expect([...batch.mu]).toEqual([...again])
    })
  })

  describe('numbers that are not finite', () => {
    /** Goes wrong at the third step of its second episode, in the lane that is created `badLane`-th. */
    const broken = (badLane: number, what: 'reward' | 'observation') => {
      let created = 0
      return (): Environment => {
        const bad = created++ === badLane
        const inner = driftEnvironment(4)
        let episode = 0
        let step = 0
        return {
          ...inner,
          reset(random) {
            episode++
            step = 0
            inner.reset(random)
          },
          step(action, random) {
            step++
            const result = inner.step(action, random)
            return bad && what === 'reward' && episode === 2 && step === 3 ? { ...result, reward: Number.NaN } : result
          },
          observe(into) {
            inner.observe(into)
            if (bad && what === 'observation' && episode === 2 && step === 3) into[1] = Number.POSITIVE_INFINITY
          },
        }
      }
    }

    it.each(['reward', 'observation'] as const)('of a %s stop the sampling with lane and step', async (what) => {
      const sampler = samplerOf({ kind: 'steps', steps: 60 }, 5, broken(3, what))
      const error = await sampler.collect({ policy: { theta }, iteration: 2 }).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(NonFiniteError)
      expect(error).toMatchObject({ lane: 3, step: 2 })
      expect(String(error)).toMatch(/drift gave .* in lane 3 at step 2 of an episode \(iteration 2\)/)
    })
  })

  describe('an observation after reset', () => {
    it('must be finite too', async () => {
      const create = (): Environment => ({
        ...driftEnvironment(),
        observe(into) {
          into.fill(Number.NEGATIVE_INFINITY)
        },
      })
      const sampler = samplerOf({ kind: 'steps', steps: 24 }, 12, create)
      await expect(sampler.collect({ policy: { theta }, iteration: 0 })).rejects.toThrow(
        /entry 0 is -Infinity, in lane 0 at step 0 of an episode/,
      )
    })
  })

  describe('a policy whose numbers are too large', () => {
    it('is named as such, and not the environment', async () => {
      const huge = theta.slice()
      huge[huge.length - 1] = 800
      const error = await samplerOf({ kind: 'steps', steps: 24 }, 12)
        .collect({ policy: { theta: huge }, iteration: 0 })
        .catch((reason: unknown) => reason)
      expect(String(error)).toMatch(/the policy drew an action whose entry 0 is -?Infinity, in lane 0 at step 0/)
    })
  })

  describe('what does not fit', () => {
    const unlimited = (): Environment => {
      const { spec, ...rest } = driftEnvironment()
      return {
        ...rest,
        spec: { name: 'endless', observationSpace: spec.observationSpace, actionSpace: spec.actionSpace },
      }
    }

    it.each([
      [
        'another number of lanes than the groups have',
        () =>
          singlePath({ quota: { kind: 'steps', steps: 24 }, lanes: 12 }).create(
            { policy: model, seed: 1 },
            lanesOf(driftEnvironment, 9),
            ALL_GROUPS,
          ),
        /9 lanes of drift were given; groups 0 to 12 of a run of 12 lanes have 12/,
      ],
      [
        'groups that there are not',
        () => samplerOf({ kind: 'steps', steps: 24 }, 12, driftEnvironment, { first: 3, last: 13 }),
        /lane groups 3 to 13 were given/,
      ],
      ['paths without a time limit', () => samplerOf({ kind: 'paths', paths: 4 }, 4, unlimited), /no time limit/],
      [
        'fewer steps than lanes',
        () => samplerOf({ kind: 'steps', steps: 3 }, 4),
        /3 steps cannot be split over 4 lanes/,
      ],
      [
        'fewer paths than lanes',
        () => samplerOf({ kind: 'paths', paths: 3 }, 4),
        /3 paths cannot be split over 4 lanes/,
      ],
      ['a quota that is no whole number', () => samplerOf({ kind: 'steps', steps: 10.5 }, 4), /10.5 steps/],
      [
        'an environment with other actions',
        () =>
          samplerOf({ kind: 'steps', steps: 10 }, 2, () => ({
            ...driftEnvironment(),
            spec: { ...driftEnvironment().spec, actionSpace: box([-1, -1], [1, 1]) },
          })),
        /actions are of 1 real numbers, drift expects 2 numbers/,
      ],
    ])('%s', (_name, make, message) => {
      expect(make).toThrow(message)
    })
  })
})
