import { type Baseline, linearFeatureBaseline, timeDependentBaseline, zeroBaseline } from '@trpo/core'
import { baselineConformance } from '@trpo/core/conformance'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, singlePath } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'

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

describe('a broken baseline is caught', () => {
  const good = timeDependentBaseline(30)
  const kept = new Float64Array(30)
  let calls = 0
  const table: readonly (readonly [string, RegExp, Partial<Baseline>])[] = [
    ['overwrites', /are sums/, { accumulate: (_batch, { length }, _returns, into) => void into.fill(length) }],
    ['counts its fits', /a fit/, { solve: (statistics) => good.solve(statistics).fill(calls++) }],
    ['has one array', /parameters are finite/, { initial: () => kept }],
    ['writes all rows', /predict writes/, { predict: (_parameters, _batch, _segment, into) => void into.fill(1) }],
    ['counts its values', /predictLast/, { predictLast: () => calls++ }],
  ]
  it.each(table)('%s', async (_name, check, change) => {
    const failing: string[] = []
    for (const { name, run } of baselineConformance({ baseline: { ...good, ...change }, batch }))
      await run().catch(() => failing.push(name))
    expect(failing.some((name) => check.test(name))).toBe(true)
  })
})
