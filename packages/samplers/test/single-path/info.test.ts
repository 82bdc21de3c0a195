import { type Environment, lanesOf } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import {
  ALL_GROUPS,
  type EpisodeSummary,
  type Episodes,
  LANE_GROUPS,
  lanesOfGroups,
  NonFiniteError,
  type OpenEpisode,
  type Quota,
  singlePath,
} from '@trpo/samplers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { driftEnvironment } from '../environments.ts'
import { reportingEnvironment } from '../reporting.ts'

const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [] })
const theta = model.network.init(randomStream(5, 'init').seek(0, 0, 0))

const samplerOf = (
  quota: Quota,
  episodes: Episodes,
  create: () => Environment = reportingEnvironment,
  groups = ALL_GROUPS,
) => {
  const { first, last } = lanesOfGroups(groups, 12)
  const procedure = singlePath({ quota, lanes: 12, episodes })
  return procedure.create({ policy: model, seed: 3 }, lanesOf(create, last - first), groups)
}

const plainOf = (episodes: readonly EpisodeSummary[]) =>
  episodes.map(({ info, ...episode }) => ({
    ...episode,
    sums: info && [...info.sums],
    episodeSums: info && [...info.episodeSums],
  }))

test.each<[Quota, Episodes]>([
  [{ kind: 'steps', steps: 100 }, 'fresh'],
  [{ kind: 'steps', steps: 100 }, 'continue'],
  [{ kind: 'paths', paths: 20 }, 'fresh'],
])('%j, %s: what is reported adds up as rewards do, bit for bit', async (quota, episodes) => {
  const sampler = samplerOf(quota, episodes)
  let open: readonly OpenEpisode[] | undefined = episodes === 'continue' ? [] : undefined
  for (let iteration = 0; iteration < 3; iteration++) {
    const sampled = await sampler.collect({ policy: { theta }, iteration, open })
    for (const { reward, return: all, info } of sampled.episodes) {
      expect(info?.sums[0]).toBe(reward)
      expect(info?.episodeSums[0]).toBe(all)
    }
    const { batch } = sampled
    for (const { offset, length, lastObservation, info } of batch.segments) {
      let way = 0
      for (let row = offset + 1; row < offset + length; row++) way += batch.observations[2 * row]
      expect(info?.sums[1]).toBeCloseTo(way + lastObservation[0], 4)
    }
    open = sampled.open
  }
})

test('the sums have the same bits whichever samplers go on, and from wherever', async () => {
  const quota: Quota = { kind: 'steps', steps: 50 }
  const whole = samplerOf(quota, 'continue')
  const expected: { episodes: readonly EpisodeSummary[]; open: readonly OpenEpisode[] }[] = []
  for (let iteration = 0; iteration < 4; iteration++) {
    const open = expected.at(-1)?.open ?? []
    const sampled = await whole.collect({ policy: { theta }, iteration, open })
    expected.push({ episodes: sampled.episodes, open: sampled.open ?? [] })
  }
  const cut = fc.integer({ min: 1, max: LANE_GROUPS - 1 })
  await fc.assert(
    fc.asyncProperty(cut, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), async (at, renewed) => {
      const make = () => [
        samplerOf(quota, 'continue', reportingEnvironment, { first: 0, last: at }),
        samplerOf(quota, 'continue', reportingEnvironment, { first: at, last: LANE_GROUPS }),
      ]
      let parts = make()
      for (const [iteration, { episodes }] of expected.entries()) {
        // New samplers stand nowhere, and replay what is open.
        if (renewed[iteration]) parts = make()
        const open = iteration === 0 ? [] : expected[iteration - 1].open
        const sampled: EpisodeSummary[] = []
        for (const part of parts) sampled.push(...(await part.collect({ policy: { theta }, iteration, open })).episodes)
        expect(plainOf(sampled)).toEqual(plainOf(episodes))
      }
    }),
    { numRuns: 12 },
  )
})

test('where nothing is declared, nothing is kept', async () => {
  const create = () => ({ ...reportingEnvironment(), spec: driftEnvironment().spec })
  const sampler = samplerOf({ kind: 'steps', steps: 30 }, 'fresh', create)
  const { episodes, batch } = await sampler.collect({ policy: { theta }, iteration: 0 })
  for (const one of [...episodes, ...batch.segments]) expect(one).not.toHaveProperty('info')
})

test('a number that is not finite stops the sampling with its name, lane and step', async () => {
  let created = 0
  const create = (): Environment => {
    const own = reportingEnvironment()
    const bad = created++ === 7
    return {
      ...own,
      step: (action, random) => ({
        ...own.step(action, random),
        info: { gain: bad ? Number.POSITIVE_INFINITY : 0, way: 0 },
      }),
    }
  }
  const sampler = samplerOf({ kind: 'steps', steps: 30 }, 'fresh', create)
  const error = await sampler.collect({ policy: { theta }, iteration: 4 }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(NonFiniteError)
  expect(String(error)).toContain('drift reported Infinity as gain in lane 7 at step 0 of an episode (iteration 4)')
})

test('a step that leaves one out, and lanes that do not report, are refused', async () => {
  const forgetful = (): Environment => {
    const own = reportingEnvironment()
    return { ...own, step: (action, random) => ({ ...own.step(action, random), info: { gain: 1 } }) }
  }
  const sampler = samplerOf({ kind: 'steps', steps: 30 }, 'fresh', forgetful)
  await expect(sampler.collect({ policy: { theta }, iteration: 0 })).rejects.toThrow(
    'step() of drift reported undefined as way, which its spec declares',
  )
  const { info: _, ...silent } = lanesOf(reportingEnvironment, 12)
  const procedure = singlePath({ quota: { kind: 'steps', steps: 30 }, lanes: 12 })
  const mute = procedure.create({ policy: model, seed: 3 }, silent, ALL_GROUPS)
  await expect(mute.collect({ policy: { theta }, iteration: 0 })).rejects.toThrow(
    'the lanes of drift declare gain in spec.info and do not report it',
  )
})
