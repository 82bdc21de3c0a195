import { readdirSync, readFileSync } from 'node:fs'
import {
  type AnyRunParts,
  empiricalFisher,
  fisher,
  gaussNewtonFit,
  importanceSampled,
  linearFeatureBaseline,
  maxKl,
  maxKlUpdate,
  meanKl,
  passesOf,
  type RunParts,
  type StatewiseProblem,
  sampledObjective,
  statewiseObjective,
  timeDependentBaseline,
  withEntropyBonus,
  zeroBaseline,
} from '@trpo/core'
import { estimatorConformance, passConformance } from '@trpo/core/conformance'
import type { Lanes } from '@trpo/envs'
import type { PathBatch } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { criticParts } from '../value-network/critic-parts.ts'
import { createLanes as createVineLanes, everyPush, runs as vineRuns } from '../vine/vine-parts.ts'
import { createLanes, partsOf } from './small-parts.ts'

const statewise: RunParts<PathBatch, Lanes, StatewiseProblem> = {
  ...partsOf(),
  objective: statewiseObjective({ form: importanceSampled(), stride: 2 }),
  update: maxKlUpdate(),
}

const runs: readonly (readonly [string, AnyRunParts])[] = [
  ['steps, zero', partsOf({ baseline: zeroBaseline() })],
  ['steps, time-dependent', partsOf({ baseline: timeDependentBaseline(30) })],
  ['steps, linear features', partsOf({ baseline: linearFeatureBaseline(4) })],
  ['paths', partsOf({ quota: { kind: 'paths', paths: 20 } })],
  ['a normaliser', partsOf({ normalizeObservations: true })],
  ['the max KL', partsOf({ constraint: maxKl() })],
  ['discounted state weights', partsOf({ stateWeighting: 'discounted', discount: 0.9 })],
  ['episodes that go on', partsOf({ episodes: 'continue', gaeLambda: 0.95, bootstrap: 'baseline' })],
  [
    'largest KL, every state',
    {
      ...partsOf({ stateWeighting: 'discounted', standardizeAdvantages: false }),
      objective: sampledObjective({ form: importanceSampled(), metric: fisher(1), constraint: maxKl() }),
    },
  ],
  [
    'empirical Fisher matrix',
    { ...partsOf(), objective: sampledObjective({ form: importanceSampled(), metric: empiricalFisher(3) }) },
  ],
  ['Fisher factors of single states', statewise],
  [
    'entropy bonus',
    { ...partsOf(), objective: withEntropyBonus(sampledObjective({ form: importanceSampled() }), 0.01) },
  ],
  ['value network, Adam', criticParts()],
  [
    'value network, Gauss-Newton',
    criticParts({ fit: gaussNewtonFit({ steps: 1, products: 2 }), stateWeighting: 'discounted' }),
  ],
  ['mean KL', { ...partsOf(), objective: sampledObjective({ form: importanceSampled(), constraint: meanKl() }) }],
]

describe.each(runs)('%s', (_name, parts) => {
  for (const { name, run } of passConformance({ parts, createLanes })) it(name, run)
  for (const { name, run } of estimatorConformance({ parts, createLanes })) it(name, run)
})

describe.each(vineRuns)('vine, %s', (_name, parts) => {
  for (const { name, run } of passConformance({ parts, createLanes: createVineLanes })) it(name, run)
  for (const { name, run } of estimatorConformance({ parts, createLanes: createVineLanes })) it(name, run)
})

describe('vine, every action', () => {
  for (const { name, run } of passConformance(everyPush)) it(name, run)
  for (const { name, run } of estimatorConformance(everyPush)) it(name, run)
})

/** The texts of the source files below a folder of src, by path. */
function sources(folder: string): ReadonlyMap<string, string> {
  const root = new URL(`../../src/${folder}/`, import.meta.url)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  return new Map(files.map((path) => [path, readFileSync(new URL(path.replaceAll('\\', '/'), root), 'utf8')]))
}

/** Names of things that a file makes. */
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name)

describe('the runs above', () => {
  it('have every pass of the package among them', () => {
    const written = ['passes', 'estimators', 'objective'].flatMap((folder) =>
      [...sources(folder).values()].flatMap((text) => namesIn(text, /^ *name: '([a-z]+\/[a-z-]+)',$/gm)),
    )
    const all = [...runs.map(([, parts]) => passesOf(parts)), ...vineRuns.map(([, parts]) => passesOf(parts))]
    const run = all.flat().map(({ name }) => name)
    expect([...new Set(run)].sort()).toEqual([...new Set(written)].sort())
  })

  it.each(['forms', 'metrics', 'constraints'])('have every one of the %s among them', (folder) => {
    const made = [...sources(`objective/${folder}`).values()].flatMap((text) =>
      namesIn(text, /^export function (\w+)\(.*\): (?:SurrogateForm|Metric|DivergenceConstraint)\b/gm),
    )
    expect(made.length).toBeGreaterThan(0)
    const own = [import.meta.url, new URL('../vine/vine-parts.ts', import.meta.url)]
      .map((file) => readFileSync(new URL(file), 'utf8'))
      .join()
    for (const name of made) expect(own).toMatch(new RegExp(`(form|metric|constraint): ${name}\\(`))
  })
})
