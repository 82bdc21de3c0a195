import {
  adamFit,
  adamFitDefaults,
  createTrainer,
  gaussNewtonFit,
  gaussNewtonFitDefaults,
  inProcessShard,
  type RunParts,
  scheduledTrustRegionUpdate,
  type ValueNetworkSettings,
  valueNetwork,
  valueNetworkDefaults,
} from '@trpo/core'
import {
  type MlpOptions,
  mlp,
  type Network,
  type NetworkDescription,
  networkFromDescription,
  simdNetwork,
} from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { expect, test } from 'vitest'
import { buildRun } from '../src/build/build-run.ts'
import { trainingOf } from '../src/build/training-of.ts'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { ConfigError } from '../src/errors.ts'
import { adam } from '../src/estimator/fits/adam.ts'
import { gaussNewton } from '../src/estimator/fits/gauss-newton.ts'
import { valueNetworkKind } from '../src/estimator/value-network.ts'
import { paths } from '../src/families/paths.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'
import { CRITIC_KINDS, fieldsOnlyOf } from './kinds.ts'

const config = setOptions(presetConfig(findPreset('modern/cart-pole'), 5), [
  'environment.timeLimit=30',
  'sampler.lanes=6',
  'sampler.quota.perIteration=12',
  'policy.hidden=3',
  'estimator.kind=value-network',
  'estimator.hidden=4',
  'update.kind=scheduled-trust-region',
  'update.bound.value=0.02',
])
const environment = await loadEnvironment(config)

const SHAPE: MlpOptions = { inputSize: 4, hidden: [4], outputSize: 1, initialWeights: 'orthogonal' }
const network = (change: Partial<MlpOptions> = {}, build: (of: NetworkDescription) => Network = simdNetwork) =>
  build(mlp({ ...SHAPE, ...change }).description)
const estimator = (change: Partial<ValueNetworkSettings> = {}) => ({
  estimator: valueNetwork({ network: network(), lanes: 6, fit: adamFit(), ...change }),
})
const { kind: _, bound: __, leastTrust: ___, ...step } = Object(config.update)
const update = (change: Partial<Parameters<typeof scheduledTrustRegionUpdate>[0]>) => ({
  update: scheduledTrustRegionUpdate({ ...step, maxKl: 0.02, leastTrust: 1, ...change }),
})

/** An assignment, and the same in terms of the library. */
const CHANGES: readonly (readonly [string, Partial<RunParts>])[] = [
  ['estimator.targetLambda=0.5', estimator({ targetLambda: 0.5 })],
  ['estimator.gaeLambda=0.5', estimator({ gaeLambda: 0.5 })],
  ['estimator.discount=0.9', estimator({ discount: 0.9 })],
  ['estimator.stateWeighting=discounted', estimator({ stateWeighting: 'discounted' })],
  ['estimator.scaleRewards=false', estimator({ scaleRewards: false })],
  ['estimator.keepLevel=true', estimator({ keepLevel: true })],
  ['estimator.hidden=3,5', estimator({ network: network({ hidden: [3, 5] }) })],
  ['estimator.activation=relu', estimator({ network: network({ activation: 'relu' }) })],
  ['estimator.arithmetic=f64', estimator({ network: network({}, networkFromDescription) })],
  ['estimator.fit.epochs=2', estimator({ fit: adamFit({ epochs: 2 }) })],
  ['estimator.fit.batchSize=32', estimator({ fit: adamFit({ batchSize: 32 }) })],
  ['estimator.fit.rate.value=0.01', estimator({ fit: adamFit({ rate: 0.01 }) })],
  [
    'estimator.fit.rate.kind=linear estimator.fit.rate.start=0.01 estimator.fit.rate.end=0.02 estimator.fit.rate.iterations=4',
    estimator({ fit: adamFit({ rate: { from: 0.01, to: 0.02, iterations: 4 } }) }),
  ],
  ['estimator.fit.kind=gauss-newton', estimator({ fit: gaussNewtonFit() })],
  ['estimator.fit.kind=gauss-newton estimator.fit.steps=1', estimator({ fit: gaussNewtonFit({ steps: 1 }) })],
  ['estimator.fit.kind=gauss-newton estimator.fit.products=3', estimator({ fit: gaussNewtonFit({ products: 3 }) })],
  [
    'estimator.fit.kind=gauss-newton estimator.fit.leastDamping=0.1',
    estimator({ fit: gaussNewtonFit({ leastDamping: 0.1 }) }),
  ],
  ['update.bound.value=0.03', update({ maxKl: 0.03 })],
  [
    'update.bound.kind=linear update.bound.start=0.03 update.bound.end=0.01 update.bound.iterations=2',
    update({ maxKl: { from: 0.03, to: 0.01, iterations: 2 } }),
  ],
  ['update.leastTrust=0.1', update({ leastTrust: 0.1 })],
  [
    'policy.kind=orthogonal-mlp',
    {
      policy: gaussianMlp({
        observationSize: 4,
        actionSize: 1,
        hidden: [3],
        initialLogStd: 1,
        initialWeights: 'orthogonal',
      }),
    },
  ],
]

async function byLibrary(changed: Partial<RunParts>): Promise<readonly number[]> {
  const parts = { ...(await paths.parts(config, environment)), ...changed }
  const trainer = createTrainer(parts, [inProcessShard(parts, (count) => environment.createLanes(count))])
  let state = trainer.init()
  for (let i = 0; i < 3; i++) [state] = await trainer.step(state)
  await trainer.dispose()
  return [...state.theta]
}

const unchanged = await byLibrary({})

test('a config trains what the same settings of the library train', async () => {
  expect(await byLibrary({ ...estimator(), ...update({}) })).toEqual(unchanged)
})

test.each(CHANGES)('%s reaches the trainer', async (assignments, changed) => {
  const training = await trainingOf(setOptions(config, assignments.split(' ')))
  let state = training.init()
  for (let i = 0; i < 3; i++) [state] = await training.step(state)
  await training.dispose()
  const found = [...training.policy(state).theta]
  expect(found).toEqual(await byLibrary(changed))
  expect(found).not.toEqual(unchanged)
})

test('no field of a value network or a schedule is left out', () => {
  const named = CHANGES.flatMap(([assignments]) =>
    assignments.split(' ').map((assignment) => assignment.slice(0, assignment.indexOf('='))),
  )
  const own = fieldsOnlyOf([...CRITIC_KINDS, 'scheduled-trust-region'])
  expect(own.length).toBeGreaterThan(15)
  expect(own.filter((path) => !named.includes(path))).toEqual([])
})

test('a schedule of another kind begins with what is usual', () => {
  const linear = setOptions(config, ['estimator.fit.rate.kind=linear', 'update.bound.kind=linear'])
  expect(linear.estimator).toMatchObject({ fit: { rate: { start: 0.001, end: 0.0001 } } })
  expect(linear.update).toMatchObject({ bound: { start: 0.01, end: 0.001 } })
  const constant = setOptions(linear, ['estimator.fit.rate.kind=constant', 'update.bound.kind=constant'])
  expect(constant.estimator).toMatchObject({ fit: { rate: { value: 0.001 } } })
  expect(constant.update).toMatchObject({ bound: { value: 0.01 } })
})

test('delta can only follow the explained variance of a value network', async () => {
  const monteCarlo = setOptions(config, ['estimator.kind=monte-carlo', 'update.leastTrust=0.5'])
  const error = await buildRun(monteCarlo, environment).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ConfigError)
  expect(String(error)).toMatch(
    /update\.leastTrust is 0\.5, and with estimator\.kind monte-carlo there is no value network/,
  )
  expect((await buildRun(setOptions(monteCarlo, ['update.leastTrust=1']), environment)).step).toMatch(
    /^TRPO, delta 0.02, /,
  )
})

test('the defaults are those of the library', () => {
  expect(valueNetworkKind.defaults).toMatchObject(valueNetworkDefaults)
  expect(adam.defaults).toEqual({ kind: 'adam', ...adamFitDefaults, rate: { kind: 'constant', value: 0.001 } })
  expect(gaussNewton.defaults).toEqual({ kind: 'gauss-newton', ...gaussNewtonFitDefaults })
})
