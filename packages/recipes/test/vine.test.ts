import {
  createTrainer,
  empiricalFisher,
  everyActionForm,
  fisher,
  inProcessShard,
  linearFeatureBaseline,
  naturalGradientUpdate,
  plainGradientUpdate,
  type RunParts,
  sampledObjective,
  selfNormalised,
  timeDependentBaseline,
  vineRollouts,
} from '@trpo/core'
import { cartPole, type Environment, lanesOf, type RestorableLanes, timeLimit } from '@trpo/envs'
import { everyAction, policyActions, uniformActions, type VineBatch, type VineSettings, vine } from '@trpo/samplers'
import { describe, expect, test } from 'vitest'
import { buildRun } from '../src/build/build-run.ts'
import { describeRun } from '../src/build/describe-run.ts'
import { trainingOf } from '../src/build/training-of.ts'
import type { Config } from '../src/config/schema.ts'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { ConfigError } from '../src/errors.ts'
import { someActionsVine } from '../src/families/vine.ts'
import { presetConfig, withModule } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'
import { fieldsOnlyOf, VINE_KINDS } from './kinds.ts'

const SMALL = [
  'environment.timeLimit=60',
  'sampler.lanes=14',
  'sampler.trunks=14',
  'sampler.trunkSteps=40',
  'sampler.states=45',
  'sampler.branchSteps=25',
]
const config = setOptions(presetConfig(findPreset('paper/cart-pole-vine'), 5), SMALL)
const settings: VineSettings<false> = {
  lanes: 14,
  trunks: 14,
  trunkSteps: 40,
  states: 45,
  branchSteps: 25,
  proposal: policyActions(4),
}
type Changed = Partial<RunParts<VineBatch, RestorableLanes>>

/** An assignment, and the same in terms of the library. */
const CHANGES: readonly (readonly [string, Changed])[] = [
  ['sampler.trunks=13', { sampling: vine({ ...settings, trunks: 13 }) }],
  ['sampler.trunkSteps=30', { sampling: vine({ ...settings, trunkSteps: 30 }) }],
  ['sampler.states=44', { sampling: vine({ ...settings, states: 44 }) }],
  ['sampler.branchSteps=20', { sampling: vine({ ...settings, branchSteps: 20 }) }],
  ['sampler.rows=trunk', { sampling: vine({ ...settings, rows: 'trunk' }) }],
  ['sampler.proposal.actions=3', { sampling: vine({ ...settings, proposal: policyActions(3) }) }],
  ['estimator.discount=0.9', { estimator: vineRollouts({ discount: 0.9 }) }],
  ['estimator.stateWeighting=discounted', { estimator: vineRollouts({ stateWeighting: 'discounted' }) }],
  ['estimator.lastValue.kind=time-dependent', { estimator: vineRollouts({ bootstrap: timeDependentBaseline(60) }) }],
  [
    'estimator.lastValue.kind=linear-features estimator.lastValue.ridge=0.5',
    { estimator: vineRollouts({ bootstrap: linearFeatureBaseline(4, 0.5) }) },
  ],
  ['objective.metric.stride=2', { objective: sampledObjective({ form: selfNormalised(), metric: fisher(2) }) }],
  [
    'objective.metric.kind=empirical-fisher',
    { objective: sampledObjective({ form: selfNormalised(), metric: empiricalFisher(1) }) },
  ],
  [
    'update.kind=natural-gradient update.lambda=3',
    { update: naturalGradientUpdate({ lambda: 3, damping: 0, cgIterations: 10, cgTolerance: 1e-10 }) },
  ],
  ['update.kind=plain-gradient update.delta=0.002', { update: plainGradientUpdate({ delta: 0.002 }) }],
]

const environment = await loadEnvironment(config)

async function byLibrary(changed: Changed): Promise<readonly number[]> {
  const parts = { ...(await someActionsVine.parts(config, environment)), ...changed }
  const trainer = createTrainer(parts, [inProcessShard(parts, (count) => environment.createLanes(count))])
  let state = trainer.init()
  for (let i = 0; i < 2; i++) [state] = await trainer.step(state)
  await trainer.dispose()
  return [...state.theta]
}

async function byConfig(of: Config): Promise<readonly number[]> {
  const training = await trainingOf(of)
  let state = training.init()
  for (let i = 0; i < 2; i++) [state] = await training.step(state)
  await training.dispose()
  return [...training.policy(state).theta]
}

describe('a vine by its config', () => {
  test.each(CHANGES)('%s reaches it', async (assignments, changed) => {
    const found = await byConfig(setOptions(config, assignments.split(' ')))
    expect(found).toEqual(await byLibrary(changed))
    expect(found).not.toEqual(await byLibrary({}))
  })

  test('no field of a vine is left out', () => {
    const named = CHANGES.flatMap(([assignments]) =>
      assignments.split(' ').map((assignment) => assignment.slice(0, assignment.indexOf('='))),
    )
    const own = fieldsOnlyOf(VINE_KINDS).filter((path) => path !== 'sampler.proposal.kind')
    expect(own.filter((path) => !named.includes(path))).toEqual([])
  })

  test('every action of a choice is tried, as Eq 15 needs', async () => {
    const choices = (): Environment => {
      const inner = timeLimit(cartPole(), 60)
      return {
        ...inner,
        spec: { ...inner.spec, actionSpace: { kind: 'discrete', n: 3 } },
        step: ([choice], random) => inner.step(Float64Array.of(10 * choice - 10), random),
      }
    }
    const own = setOptions(withModule(config, 'three pushes'), [
      'sampler.kind=every-action-vine',
      'objective.form=every-action',
      'objective.metric.stride=1',
      'environment.timeLimit=60',
      'environment.actions=keep',
    ])
    const training = await trainingOf(own, { environment: choices })
    const [state, record] = await training.step(training.init())
    expect(record.update.status).toBe('accepted')
    expect(training.run.amount.steps).toBe(14 * 40 + 45 * 3 * 25)
    const { seed } = own
    const parts = {
      ...(await someActionsVine.parts(config, environment)),
      seed,
      policy: training.run.policy,
      actionBounds: undefined,
      sampling: vine({ ...settings, proposal: everyAction() }),
      objective: sampledObjective({ form: everyActionForm(), metric: fisher(1) }),
    }
    const trainer = createTrainer(parts, [
      inProcessShard(parts, (count) => lanesOf(() => timeLimit(choices(), 60), count)),
    ])
    const [same] = await trainer.step(trainer.init())
    expect(training.policy(state).theta).toEqual(same.theta)
    for (const one of [training, trainer]) await one.dispose()
    const uniform = setOptions(own, [
      'sampler.kind=vine',
      'sampler.proposal.kind=uniform',
      'objective.form=self-normalised',
    ])
    expect((await trainingOf(uniform, { environment: choices })).run.sampling).toBe(
      vine({ ...settings, proposal: uniformActions(4) }).name,
    )
  })

  test('says what it samples', async () => {
    const lines = describeRun(await buildRun(config, environment), environment.spec).map(([, text]) => text)
    expect(lines[2]).toBe(
      'vine of 4 actions of the policy: 14 trunks of 40 steps; 45 states, 4 actions each, rollouts of at most 25 steps, in 14 lanes',
    )
    expect(lines[3]).toBe('TRPO, delta 0.01, discount 0.99, rollouts')
  })
})

describe('a vine is refused', () => {
  test.each([
    [
      ['sampler.kind=vine'],
      'estimator.kind is monte-carlo, which does not go with the other sections; set estimator.kind=rollouts and objective.form=self-normalised, or set sampler.kind=single-path',
    ],
    [
      ['objective.form=every-action'],
      'objective.form is every-action, which does not go with the other sections; set objective.form=importance-sampled, or set sampler.kind=every-action-vine and estimator.kind=rollouts',
    ],
    [
      ['sampler.kind=vine', 'sampler.proposal.actions=1'],
      'sampler.proposal.actions is 1; expected a whole number from 2',
    ],
  ])('%j', (assignments, message) => {
    const of = presetConfig(findPreset('paper/cart-pole'), 1)
    expect(() => setOptions(of, assignments)).toThrow(ConfigError)
    expect(() => setOptions(of, assignments)).toThrow(message)
  })

  test('where an environment cannot go back', async () => {
    const { spec, reset, step, observe } = cartPole()
    const own = withModule(config, 'my own')
    await expect(trainingOf(own, { environment: () => ({ spec, reset, step, observe }) })).rejects.toThrow(
      /a vine goes back to earlier states, and paper\/cart-pole cannot; give the environment snapshot\(\) and restore\(state\), or set sampler.kind=single-path/,
    )
  })

  test('where every action is asked for, and actions are continuous', async () => {
    const every = setOptions(config, ['sampler.kind=every-action-vine'])
    await expect(trainingOf(every)).rejects.toThrow(/everyAction: paper\/cart-pole takes/)
  })
})
