import {
  createLocalTrainer,
  createTrainer,
  fisher,
  importanceSampled,
  inProcessShard,
  type LocalTrainerSettings,
  linearFeatureBaseline,
  localParts,
  maxKl,
  sampledObjective,
  type Training,
  type TrainingProgress,
  timeDependentBaseline,
  withEntropyBonus,
  zeroBaseline,
} from '@trpo/core'
import { cartPole, clipAction, lanesOf, scaleAction, timeLimit } from '@trpo/envs'
import { networkFromDescription } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { expect, test } from 'vitest'
import type { Config } from '../src/config/schema.ts'
import { setOptions } from '../src/config/set-option.ts'
import { trainingOf } from '../src/node/training-of.ts'
import { fieldsOfSinglePath } from './kinds.ts'

/** Small batches whose KL the Fisher product misjudges, so that the line search has something to do. */
const BASE: Config = {
  version: 2,
  preset: 'test',
  seed: 5,
  iterations: 2,
  environment: { from: 'registry', name: 'paper/cart-pole', physics: null, timeLimit: 15, actions: 'keep' },
  policy: {
    kind: 'mlp',
    hidden: [4],
    activation: 'tanh',
    outputGain: 0.1,
    initialLogStd: 1,
    arithmetic: 'f32',
    normalizeObservations: true,
  },
  sampler: { kind: 'single-path', lanes: 12, quota: { unit: 'steps', perIteration: 240, episodes: 'fresh' } },
  estimator: {
    kind: 'monte-carlo',
    discount: 0.97,
    stateWeighting: 'undiscounted',
    gaeLambda: 0.9,
    bootstrap: 'baseline',
    standardizeAdvantages: true,
    baseline: { kind: 'linear-features', ridge: 1e-5 },
  },
  objective: { form: 'importance-sampled', metric: { kind: 'fisher', stride: 23 }, constraint: 'mean-kl' },
  update: {
    kind: 'trust-region',
    maxKl: 0.05,
    damping: 1e-3,
    relativeDamping: 0,
    cgIterations: 10,
    cgTolerance: 1e-10,
    backtrackRatio: 0.5,
    maxBacktracks: 10,
  },
  checkpoints: { keep: 1 },
}

const SHAPE = {
  observationSize: 4,
  actionSize: 1,
  hidden: [4],
  activation: 'tanh',
  outputGain: 0.1,
  initialLogStd: 1,
} as const

const TRUST_REGION = {
  maxKl: 0.05,
  damping: 1e-3,
  cgIterations: 10,
  cgTolerance: 1e-10,
  backtrackRatio: 0.5,
  maxBacktracks: 10,
} as const

/** BASE, as a user of the library writes it. */
const LIBRARY: LocalTrainerSettings = {
  seed: 5,
  environment: () => timeLimit(cartPole(), 15),
  model: gaussianMlp(SHAPE),
  baseline: linearFeatureBaseline(4, 1e-5),
  quota: { kind: 'steps', steps: 240 },
  lanes: 12,
  ...TRUST_REGION,
  discount: 0.97,
  fisherStride: 23,
  stateWeighting: 'undiscounted',
  gaeLambda: 0.9,
  standardizeAdvantages: true,
  bootstrap: 'baseline',
  normalizeObservations: true,
}

/** Every field that training depends on: the assignment, and the same for the library. */
const CHANGES: readonly (readonly [assignment: string, settings: Partial<LocalTrainerSettings>])[] = [
  ['seed=6', { seed: 6 }],
  ['environment.actions=scale', { environment: () => scaleAction(timeLimit(cartPole(), 15)) }],
  ['environment.timeLimit=9', { environment: () => timeLimit(cartPole(), 9) }],
  ['policy.hidden=3,5', { model: gaussianMlp({ ...SHAPE, hidden: [3, 5] }) }],
  ['policy.hidden=', { model: gaussianMlp({ ...SHAPE, hidden: [] }) }],
  ['policy.activation=relu', { model: gaussianMlp({ ...SHAPE, activation: 'relu' }) }],
  ['policy.outputGain=1', { model: gaussianMlp({ ...SHAPE, outputGain: 1 }) }],
  ['policy.initialLogStd=0.5', { model: gaussianMlp({ ...SHAPE, initialLogStd: 0.5 }) }],
  ['policy.arithmetic=f64', { model: gaussianMlp({ ...SHAPE, buildNetwork: networkFromDescription }) }],
  ['policy.normalizeObservations=false', { normalizeObservations: false }],
  ['sampler.quota.unit=paths', { quota: { kind: 'paths', paths: 240 } }],
  ['sampler.quota.perIteration=264', { quota: { kind: 'steps', steps: 264 } }],
  ['sampler.quota.episodes=continue', { episodes: 'continue' }],
  ['sampler.quota.episodes=staggered', { episodes: 'staggered' }],
  ['sampler.lanes=15', { lanes: 15 }],
  ['update.maxKl=0.01', { maxKl: 0.01 }],
  ['estimator.discount=0', { discount: 0 }],
  ['update.damping=3', { damping: 3 }],
  ['update.relativeDamping=2', { relativeDamping: 2 }],
  ['update.cgIterations=2', { cgIterations: 2 }],
  ['update.cgTolerance=0.5', { cgTolerance: 0.5 }],
  ['update.backtrackRatio=0.8', { backtrackRatio: 0.8 }],
  ['update.backtrackRatio=fitted', { backtrackRatio: 'fitted' }],
  ['update.maxBacktracks=0', { maxBacktracks: 0 }],
  ['objective.metric.stride=1', { fisherStride: 1 }],
  ['objective.constraint=max-kl', { constraint: maxKl() }],
  ['estimator.stateWeighting=discounted', { stateWeighting: 'discounted' }],
  ['estimator.gaeLambda=1', { gaeLambda: 1 }],
  ['estimator.standardizeAdvantages=false', { standardizeAdvantages: false }],
  ['estimator.bootstrap=none', { bootstrap: 'none' }],
  ['estimator.baseline.kind=zero', { baseline: zeroBaseline() }],
  ['estimator.baseline.kind=time-dependent', { baseline: timeDependentBaseline(15) }],
  ['estimator.baseline.ridge=0.5', { baseline: linearFeatureBaseline(4, 0.5) }],
]

/** Cart-pole clamps its force itself, so clamping it before changes nothing. */
const WITHOUT_EFFECT: typeof CHANGES = [
  ['environment.actions=clip', { environment: () => clipAction(timeLimit(cartPole(), 15)) }],
]

/** Fields that are no part of what is trained, that say which environment it is, or of which this table has one kind. */
const NOT_TRAINED = [
  'version',
  'preset',
  'iterations',
  'environment.from',
  'environment.name',
  'environment.physics',
  'policy.kind',
  'sampler.kind',
  'estimator.kind',
  'objective.form',
  'objective.metric.kind',
  'objective.entropyBonus',
  'update.kind',
  'evaluation.every',
  'evaluation.episodes',
  'evaluation.actions',
  'evaluation.stop.kind',
  'evaluation.stop.return',
  'evaluation.stop.evaluations',
  'average.decay',
  'checkpoints.keep',
]

/** Bits of theta after two iterations. */
async function trained<S extends TrainingProgress>(training: Training<S>): Promise<readonly bigint[]> {
  let state = training.init()
  for (let iteration = 0; iteration < 2; iteration++) [state] = await training.step(state)
  const { theta } = training.policy(state)
  await training.dispose()
  return [...new BigUint64Array(theta.slice().buffer)]
}

async function byConfig(config: Config): Promise<readonly bigint[]> {
  return trained(await trainingOf(config, { workers: 1 }))
}

const unchanged = await byConfig(BASE)

test('a config trains what the same settings of the library train', async () => {
  expect(await trained(createLocalTrainer(LIBRARY))).toEqual(unchanged)
})

test.each(CHANGES)('%s reaches the trainer', async (assignment, settings) => {
  const changed = await byConfig(setOptions(BASE, [assignment]))
  expect(changed).toEqual(await trained(createLocalTrainer({ ...LIBRARY, ...settings })))
  expect(changed).not.toEqual(unchanged)
})

/** What the library has as a part of its own, and not among the settings of a local trainer. */
test('objective.entropyBonus=0.5 reaches the trainer, and 0 is no bonus', async () => {
  const { environment: _, ...settings } = LIBRARY
  const create = () => timeLimit(cartPole(), 15)
  const objective = sampledObjective({ form: importanceSampled(), metric: fisher(23) })
  const parts = { ...localParts(settings, create().spec), objective: withEntropyBonus(objective, 0.5) }
  const changed = await byConfig(setOptions(BASE, ['objective.entropyBonus=0.5']))
  expect(changed).toEqual(
    await trained(createTrainer(parts, [inProcessShard(parts, (count) => lanesOf(create, count))])),
  )
  expect(changed).not.toEqual(unchanged)
  expect(await byConfig(setOptions(BASE, ['objective.entropyBonus=0']))).toEqual(unchanged)
})

test.each(WITHOUT_EFFECT)('%s trains the same', async (assignment, settings) => {
  expect(await byConfig(setOptions(BASE, [assignment]))).toEqual(unchanged)
  expect(await trained(createLocalTrainer({ ...LIBRARY, ...settings }))).toEqual(unchanged)
})

test('no field of the config is left out here', () => {
  const named = [...CHANGES, ...WITHOUT_EFFECT].map(([assignment]) => assignment.slice(0, assignment.indexOf('=')))
  expect([...new Set([...named, ...NOT_TRAINED])].sort()).toEqual([...fieldsOfSinglePath()].sort())
})
