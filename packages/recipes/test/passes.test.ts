import { passConformance } from '@trpo/core/conformance'
import type { Lanes } from '@trpo/envs'
import type { Batch } from '@trpo/samplers'
import { describe, it } from 'vitest'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { baselines } from '../src/estimator/baselines/registry.ts'
import { paths, statewisePaths } from '../src/families/paths.ts'
import type { SampledFamily } from '../src/families/sampled-family.ts'
import { someActionsVine } from '../src/families/vine.ts'
import { metrics } from '../src/objective/metrics/registry.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const path = setOptions(presetConfig(findPreset('modern/cart-pole'), 7), [
  'environment.timeLimit=30',
  'policy.hidden=3',
  'sampler.quota.unit=steps',
  'sampler.quota.perIteration=203',
  'sampler.lanes=14',
])
const vine = setOptions(presetConfig(findPreset('paper/cart-pole-vine'), 7), [
  'environment.timeLimit=30',
  'sampler.lanes=26',
  'sampler.trunks=14',
  'sampler.trunkSteps=12',
  'sampler.states=30',
  'sampler.branchSteps=6',
])
const environment = await loadEnvironment(path)

/** Every estimator, form, baseline and metric that a config of a family can name: what is new in a registry is tried without a line here. */
async function registered<B extends Batch, L extends Lanes>(
  { sections, parts }: SampledFamily<B, L>,
  config: typeof path,
  baselineField: string,
) {
  const named = [
    ...sections.estimator.flatMap(({ kind }) =>
      baselines.map((baseline) => [`estimator.kind=${kind}`, `${baselineField}=${baseline.kind}`]),
    ),
    ...sections.objective.flatMap(({ kind }) =>
      metrics.map((metric) => [`objective.form=${kind}`, `objective.metric.kind=${metric.kind}`]),
    ),
  ]
  return Promise.all(
    named.map(
      async (assignments) =>
        [assignments.join(', '), await parts(setOptions(config, assignments), environment)] as const,
    ),
  )
}

describe.each(await registered(paths, path, 'estimator.baseline.kind'))('the passes of paths, %s', (_name, parts) => {
  for (const { name, run } of passConformance({ parts, createLanes: (count) => environment.createLanes(count) }))
    it(name, run)
})

const statewise = await statewisePaths.parts(
  setOptions(path, ['objective.form=statewise', 'update.kind=max-kl']),
  environment,
)

describe('the passes of paths, state by state', () => {
  const parts = statewise
  for (const { name, run } of passConformance({ parts, createLanes: (count) => environment.createLanes(count) }))
    it(name, run)
})

describe.each(await registered(someActionsVine, vine, 'estimator.lastValue.kind'))(
  'the passes of a vine, %s',
  (_name, parts) => {
    for (const { name, run } of passConformance({ parts, createLanes: (count) => environment.createLanes(count) }))
      it(name, run)
  },
)
