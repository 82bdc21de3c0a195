import { passConformance } from '@trpo/core/conformance'
import { cartPole, type Lanes, lanesOf, type RestorableEnvironment, timeLimit } from '@trpo/envs'
import type { Batch } from '@trpo/samplers'
import { describe, it } from 'vitest'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { type FittedEnvironment, prepareEnvironment } from '../src/environments/prepare-environment.ts'
import { baselines } from '../src/estimator/baselines/registry.ts'
import { fits } from '../src/estimator/fits/registry.ts'
import { paths, statewisePaths } from '../src/families/paths.ts'
import type { SampledFamily } from '../src/families/sampled-family.ts'
import { everyActionVine, someActionsVine } from '../src/families/vine.ts'
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

/** A fit that makes few calls of passes: one run of the suite follows for each of them. */
function fewCalls(kind: string): readonly string[] {
  const fields = kind === 'gauss-newton' ? ['estimator.fit.steps=1', 'estimator.fit.products=2'] : []
  return [`estimator.fit.kind=${kind}`, ...fields]
}

/** Every estimator, form, baseline and metric that a config of a family can name: a new one of a family that is here is tried without a line. */
async function registered<B extends Batch, L extends Lanes>(
  { sections, parts }: SampledFamily<B, L>,
  config: typeof path,
  baselineField: string,
  of: FittedEnvironment = environment,
) {
  const named = [
    ...sections.estimator.flatMap(({ kind, fields }) =>
      'fit' in fields
        ? fits.map((fit) => [`estimator.kind=${kind}`, ...fewCalls(fit.kind)])
        : baselines.map((baseline) => [`estimator.kind=${kind}`, `${baselineField}=${baseline.kind}`]),
    ),
    ...sections.objective.flatMap(({ kind }) =>
      metrics.map((metric) => [`objective.form=${kind}`, `objective.metric.kind=${metric.kind}`]),
    ),
  ]
  return Promise.all(
    named.map(
      async (assignments) => [assignments.join(', '), await parts(setOptions(config, assignments), of)] as const,
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

const pushes = (): RestorableEnvironment => {
  const inner = timeLimit(cartPole(), 30)
  return {
    ...inner,
    spec: { ...inner.spec, actionSpace: { kind: 'discrete', n: 2 } },
    step: ([choice], random) => inner.step(Float64Array.of(20 * choice - 10), random),
  }
}
const pushed = await prepareEnvironment(vine, { create: pushes, createLanes: (count) => lanesOf(pushes, count) })
const everyPush = setOptions(vine, ['sampler.kind=every-action-vine', 'environment.actions=keep'])

describe.each(await registered(everyActionVine, everyPush, 'estimator.lastValue.kind', pushed))(
  'the passes of a vine of every action, %s',
  (_name, parts) => {
    for (const { name, run } of passConformance({ parts, createLanes: (count) => pushed.createLanes(count) }))
      it(name, run)
  },
)

describe.each(await registered(someActionsVine, vine, 'estimator.lastValue.kind'))(
  'the passes of a vine, %s',
  (_name, parts) => {
    for (const { name, run } of passConformance({ parts, createLanes: (count) => environment.createLanes(count) }))
      it(name, run)
  },
)
