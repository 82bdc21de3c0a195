import { type Baseline, linearFeatureBaseline, timeDependentBaseline, zeroBaseline } from '@trpo/core'
import { baselineConformance } from '@trpo/core/conformance'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, singlePath } from '@trpo/samplers'
import { describe, it } from 'vitest'
import { brokenBaselines, good } from './broken-baselines.ts'
import { expectAllFailed, expectFailure } from './expect-failure.ts'

const policy = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] })
const theta = policy.network.init(randomStream(1, 'init').seek(0, 0, 0))
const lanes = lanesOf(() => timeLimit(cartPole(), 30), 14)
const sampler = singlePath({ quota: { kind: 'steps', steps: 203 }, lanes: 14 }).create(
  { policy, seed: 1 },
  lanes,
  ALL_GROUPS,
)
const { batch } = await sampler.collect({ iteration: 0, policy: { theta } })

describe.each([
  ['zero', zeroBaseline()],
  ['time-dependent', timeDependentBaseline(30)],
  ['linear features', linearFeatureBaseline(4)],
])('%s', (_name, baseline) => {
  for (const { name, run } of baselineConformance({ baseline, batch })) it(name, run)
})

it.each(brokenBaselines)('$what is caught', async ({ make, fails, message }) => {
  const own = structuredClone(batch)
  await expectFailure(baselineConformance({ baseline: { ...good, ...make() }, batch: own }), fails, message)
})

it('every check is failed by one of them', () => {
  expectAllFailed(baselineConformance({ baseline: good, batch }), brokenBaselines)
})

it('every number of an action is looked at', async () => {
  const wide = { ...structuredClone(batch), actionSize: 2, actions: new Float64Array(2 * batch.rows) }
  const looks: Partial<Baseline> = {
    predict(parameters, of, segment, into) {
      good.predict(parameters, of, segment, into)
      const last = segment.offset + segment.length - 1
      into[last] += of.actions[2 * last + 1]
    },
  }
  const checks = baselineConformance({ baseline: { ...good, ...looks }, batch: wide })
  await expectFailure(checks, 'the value of a step', /with another action there/)
})

it('the actions of other steps may be looked at', async () => {
  const wide = { ...structuredClone(batch), actionSize: 2, actions: new Float64Array(2 * batch.rows) }
  const looks: Partial<Baseline> = {
    predict(parameters, of, segment, into) {
      good.predict(parameters, of, segment, into)
      for (let row = segment.offset + 1; row < segment.offset + segment.length - 1; row++)
        into[row] += of.actions[2 * row - 1] + of.actions[2 * row + 2]
    },
  }
  for (const { run } of baselineConformance({ baseline: { ...good, ...looks }, batch: wide })) await run()
})
