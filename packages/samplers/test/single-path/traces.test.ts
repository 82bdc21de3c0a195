import { type Environment, lanesOf } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import {
  ALL_GROUPS,
  EpisodeError,
  type Episodes,
  NonFiniteError,
  type OpenEpisode,
  type Quota,
  type ReplayedStep,
  replayTrace,
  singlePath,
  traceOf,
} from '@trpo/samplers'
import { expect, test } from 'vitest'
import { driftEnvironment } from '../environments.ts'

const SEED = 3
const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [] })
const theta = model.network.init(randomStream(5, 'init').seek(0, 0, 0))

type Fault = 'throws' | 'reward' | 'observation' | 'info'

/** A drift that fails where it goes further than `most`, and says how far that was. */
function fragile(most: number, fault: Fault): Environment {
  const inner = driftEnvironment(200)
  const shown = new Float64Array(2)
  return {
    ...inner,
    spec: { ...inner.spec, info: { far: { description: 'Whether it is too far.' } } },
    step(action, random) {
      const result = { ...inner.step(action, random), terminated: false, info: { far: 0 } }
      inner.observe(shown)
      if (Math.abs(shown[0]) <= most) return result
      if (fault === 'throws') throw new RangeError(`it broke at ${shown[0]}`)
      if (fault === 'info') return { ...result, info: { far: Number.NaN } }
      return fault === 'reward' ? { ...result, reward: Number.NaN } : result
    },
    observe(into) {
      inner.observe(into)
      if (fault === 'observation' && Math.abs(into[0]) > most) into[1] = Number.NaN
    },
  }
}

/** Samples until it fails: what was thrown, and in which iteration. */
async function failing(quota: Quota, episodes: Episodes, create: () => Environment, renew: boolean) {
  const make = () =>
    singlePath({ quota, lanes: 12, episodes }).create({ policy: model, seed: SEED }, lanesOf(create, 12), ALL_GROUPS)
  let sampler = make()
  let open: readonly OpenEpisode[] | undefined = episodes === 'continue' ? [] : undefined
  for (let iteration = 0; iteration < 40; iteration++) {
    if (renew) sampler = make()
    try {
      open = (await sampler.collect({ policy: { theta }, iteration, open })).open
    } catch (error) {
      return { error, iteration }
    }
  }
  return expect.fail('it did not fail')
}

const cases: [Quota, Episodes, boolean][] = [
  [{ kind: 'steps', steps: 500 }, 'fresh', false],
  [{ kind: 'steps', steps: 31 }, 'continue', false],
  [{ kind: 'steps', steps: 31 }, 'continue', true],
  [{ kind: 'paths', paths: 40 }, 'fresh', false],
]
const faults: Fault[] = ['throws', 'reward', 'observation', 'info']

test.each(cases.flatMap((one) => faults.map((fault) => [...one, fault] as const)))(
  '%j, %s, renewed %s: an episode that fails (%s) is repeated from its trace alone, to the same number',
  async (quota, episodes, renew, fault) => {
    const most = 4
    const { error, iteration } = await failing(quota, episodes, () => fragile(most, fault), renew)
    expect(error).toBeInstanceOf(fault === 'throws' ? EpisodeError : NonFiniteError)
    // As from a file, or another thread.
    const trace = structuredClone(traceOf(error)) ?? expect.fail('it has no trace')
    expect(trace).toMatchObject({ iteration, lane: expect.any(Number) })
    expect(String(error)).toContain(
      `in lane ${trace.lane} at step ${trace.step} of an episode (iteration ${iteration})`,
    )
    expect(trace.actions).toHaveLength(trace.step + 1)

    const seen: ReplayedStep[] = []
    const replay = async () => {
      for await (const moment of replayTrace(
        lanesOf(() => fragile(most, fault), 1),
        SEED,
        trace,
      ))
        seen.push(moment)
    }
    if (fault === 'throws') {
      const [, where] = /it broke at (.*)$/.exec(String(error)) ?? []
      await expect(replay()).rejects.toThrow(`it broke at ${where}`)
      expect(seen).toHaveLength(trace.step + 1)
    } else {
      await replay()
      expect(seen).toHaveLength(trace.step + 2)
      const last = seen.at(-1)
      const failed = { reward: last?.reward, observation: last?.observation[1], info: last?.info['far'] }
      expect(failed[fault]).toBeNaN()
      // Nothing else did.
      expect(Object.values(failed).filter(Number.isNaN)).toHaveLength(1)
    }
    // Nothing failed before.
    for (const { observation } of seen.slice(0, trace.step + 1))
      expect(Math.abs(observation[0])).toBeLessThanOrEqual(most)
  },
)

test('an observation after a reset has a trace without actions', async () => {
  const create = (): Environment => ({
    ...driftEnvironment(),
    observe: (into) => void into.fill(Number.NEGATIVE_INFINITY),
  })
  const { error } = await failing({ kind: 'steps', steps: 30 }, 'fresh', create, false)
  expect(traceOf(error)).toMatchObject({ lane: 0, step: 0, actions: new Float64Array(0) })
})

test('a trace is not taken for that of another environment', async () => {
  const { error } = await failing({ kind: 'steps', steps: 500 }, 'fresh', () => fragile(4, 'throws'), false)
  const trace = traceOf(error) ?? expect.fail('it has no trace')
  await expect(
    replayTrace(
      lanesOf(() => driftEnvironment(), 2),
      SEED,
      trace,
    ).next(),
  ).rejects.toThrow('2 lanes were given')
  expect(traceOf(new Error('plain'))).toBeUndefined()
  expect(traceOf(Object.assign(new Error('half'), { lane: 1, step: 2 }))).toBeUndefined()
})
