import {
  type Baseline,
  importanceSampled,
  linearFeatureBaseline,
  localParts,
  type RunParts,
  sampledObjective,
  timeDependentBaseline,
  trustRegionUpdate,
  type UpdateRule,
  zeroBaseline,
} from '@trpo/core'
import { estimatorConformance, passConformance, updateRuleConformance } from '@trpo/core/conformance'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import type { PathBatch } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'

const environment = () => timeLimit(cartPole(), 30)
const createLanes = (count: number) => lanesOf(environment, count)
const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] })
const STEPS = { kind: 'steps', steps: 203 } as const
const partsOf = (settings: Partial<Parameters<typeof localParts>[0]> = {}): RunParts =>
  localParts({ seed: 7, model, quota: STEPS, lanes: 14, fisherStride: 3, ...settings }, environment().spec)

const baselines: readonly (readonly [string, Baseline])[] = [
  ['zero', zeroBaseline()],
  ['time-dependent', timeDependentBaseline(30)],
  ['linear features', linearFeatureBaseline(4)],
]
const runs: readonly (readonly [string, RunParts])[] = [
  ...baselines.map(([name, baseline]) => [`steps, ${name}`, partsOf({ baseline })] as const),
  ['paths', partsOf({ quota: { kind: 'paths', paths: 20 } })],
  ['episodes that go on', partsOf({ episodes: 'continue', gaeLambda: 0.95, bootstrap: 'baseline' })],
]

describe.each(runs)('%s', (_name, parts) => {
  for (const { name, run } of passConformance({ parts, createLanes })) it(name, run)
  for (const { name, run } of estimatorConformance({ parts, createLanes })) it(name, run)
})

describe('the trust-region step', () => {
  const rule = trustRegionUpdate({ maxKl: 0.02 })
  for (const { name, run } of updateRuleConformance(rule, { maxKl: 0.02, improves: true })) it(name, run)
})

/** The names of the checks that fail. */
async function failing(checks: readonly { readonly name: string; run(): Promise<void> }[]): Promise<string[]> {
  const names: string[] = []
  for (const { name, run } of checks) await run().catch(() => names.push(name))
  return names
}

describe('a broken update rule is caught', () => {
  const good = trustRegionUpdate({ maxKl: 0.02 })
  let calls = 0
  const table: readonly (readonly [string, RegExp, UpdateRule['step']])[] = [
    ['never fails', /an accepted step is finite/, async (p) => ({ ...(await good.step(p)), status: 'accepted' })],
    [
      'goes on from a failure',
      /anything but accepted/,
      async (p) => {
        const result = await good.step(p)
        return result.status === 'accepted' ? result : { ...result, theta: result.theta.map((value) => value + 1e-9) }
      },
    ],
    [
      'writes to theta',
      /never written to/,
      async (p) => {
        const result = await good.step(p)
        p.theta.set(result.theta)
        return { ...result, theta: p.theta }
      },
    ],
    [
      'goes too far',
      /holds what the rule claims/,
      async (p) => {
        const { status, theta, numbers } = await good.step(p)
        return { status, theta: status === 'accepted' ? theta.map((v, i) => 2 * v - p.theta[i]) : theta, numbers }
      },
    ],
    [
      'remembers',
      /the same bits/,
      async (p) => {
        const { numbers, ...result } = await good.step(p)
        return { ...result, numbers: { ...numbers, kl: calls++ } }
      },
    ],
    [
      'leaves a number out',
      /gives the same numbers/,
      async (p) => {
        const result = await good.step(p)
        const { kl: _kl, ...numbers } = result.numbers
        return { ...result, numbers }
      },
    ],
  ]
  it.each(table)('%s', async (_name, check, step) => {
    const broken = await failing(updateRuleConformance({ ...good, step }, { maxKl: 0.02, improves: true }))
    expect(broken.some((name) => check.test(name))).toBe(true)
  })
})

describe('a broken pass is caught', () => {
  const parts = partsOf()
  type Form = ReturnType<typeof importanceSampled>
  const withForm = (change: Partial<Form>): RunParts<PathBatch> => ({
    ...parts,
    objective: sampledObjective({ form: { ...importanceSampled(), ...change } }),
  })
  const { slopes } = importanceSampled()
  let count = 0
  const { passes } = parts.estimator
  /** The objective with the Fisher product in another form. */
  const withProduct = (over: (v: Float64Array, samples: object) => Float64Array): RunParts => {
    const product = {
      name: 'fisher/own',
      over: (samples: object, v: Float64Array) => over(v, samples),
      combine: ([a]: readonly Float64Array[]) => a.slice(),
    }
    return {
      ...parts,
      objective: sampledObjective({
        form: importanceSampled(),
        metric: { name: 'own', passes: [product], reads: [], prepare: async (shards) => (v) => shards.run(product, v) },
      }),
    }
  }
  const keptArguments = new WeakMap<object, Float64Array>()
  let keptResult: Float64Array | undefined
  const table: readonly (readonly [string, RegExp, () => RunParts])[] = [
    ['counts its calls', /twice/, () => withProduct((v) => v.map((value) => value + count++))],
    [
      'keeps its argument',
      /keep none of their arguments/,
      () =>
        withProduct((v, samples) => {
          const first = keptArguments.get(samples) ?? v
          keptArguments.set(samples, first)
          return first.slice()
        }),
    ],
    [
      'gives one array twice',
      /arrays of their own|twice/,
      () =>
        withProduct((v) => {
          if (keptResult?.length !== v.length) keptResult = v.slice()
          return keptResult
        }),
    ],
    [
      'writes to the batch',
      /changes no column/,
      () =>
        withForm({
          slopes(samples, from, rows, into) {
            slopes(samples, from, rows, into)
            samples.batch.actions[samples.rows.start]++
          },
        }),
    ],
    [
      'adds over all rows, whoever owns them',
      /any split/,
      () => withForm({ slopes: (samples, _from, rows, into) => void into.fill(samples.batch.rows, 0, rows) }),
    ],
    [
      'is never run',
      /is run/,
      () => ({
        ...parts,
        estimator: {
          ...parts.estimator,
          passes: [...passes, { name: 'estimate/idle', over: () => new Float64Array(1), combine: (all) => all }],
        },
      }),
    ],
  ]
  it.each(table)('%s', async (_name, check, make) => {
    const broken = await failing(passConformance({ parts: make(), createLanes }))
    expect(broken.some((name) => check.test(name))).toBe(true)
  })
})
