import { lanesOf } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { type PathBatch, type Sampled, type SamplingProcedure, singlePath } from '@trpo/samplers'
import { samplerConformance } from '@trpo/samplers/conformance'
import { describe, expect, it } from 'vitest'
import { driftEnvironment } from './environments.ts'

const policy = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [4] })
const theta = policy.network.init(randomStream(5, 'init').seek(0, 0, 0))
const checksOf = (procedure: SamplingProcedure<PathBatch>) =>
  samplerConformance({
    procedure,
    context: { policy, seed: 11 },
    createLanes: (count) => lanesOf(() => driftEnvironment(), count),
    theta,
  })
const steps = singlePath({ quota: { kind: 'steps', steps: 203 }, lanes: 14, episodes: 'continue' })

describe.each([
  ['steps, fresh', singlePath({ quota: { kind: 'steps', steps: 203 }, lanes: 14 })],
  ['steps, continue', steps],
  ['paths, fresh', singlePath({ quota: { kind: 'paths', paths: 30 }, lanes: 14 })],
  ['paths, continue', singlePath({ quota: { kind: 'paths', paths: 30 }, lanes: 14, episodes: 'continue' })],
])('%s', (_name, procedure) => {
  for (const { name, run } of checksOf(procedure)) it(name, run)
})

describe('a broken sampler is caught', () => {
  let calls = 0
  const rewarded = (sampled: Sampled<PathBatch>, reward: number) => {
    sampled.batch.rewards.fill(reward)
    return sampled
  }
  type Change = (sampled: Sampled<PathBatch>, firstGroup: number) => Sampled<PathBatch>
  const table: readonly (readonly [string, RegExp, Change])[] = [
    ['remembers', /same request/, (s) => rewarded(s, calls++)],
    ['knows its shard', /any split/, (s, first) => rewarded(s, first)],
    ['loses a segment', /cover/, (s) => ({ ...s, batch: { ...s.batch, segments: s.batch.segments.slice(1) } })],
    ['forgets open episodes', /goes on|another run/, (s) => ({ ...s, open: undefined })],
  ]
  it.each(table)('%s', async (_name, check, change) => {
    const procedure: SamplingProcedure<PathBatch> = {
      ...steps,
      create(context, lanes, groups) {
        const sampler = steps.create(context, lanes, groups)
        return { ...sampler, collect: async (request) => change(await sampler.collect(request), groups.first) }
      },
    }
    const failing: string[] = []
    for (const { name, run } of checksOf(procedure)) await run().catch(() => failing.push(name))
    expect(failing.some((name) => check.test(name))).toBe(true)
  })
})
