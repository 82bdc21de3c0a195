import type { Training, TrainingProgress } from '@trpo/core'
import { evaluatePolicy } from '@trpo/samplers'
import { expect, test } from 'vitest'
import { buildRun } from '../src/build/build-run.ts'
import { describeRun } from '../src/build/describe-run.ts'
import { trainingOf as inThisThread } from '../src/build/training-of.ts'
import { configIdentity } from '../src/config/config-identity.ts'
import { parseConfig } from '../src/config/parse-config.ts'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { ConfigError } from '../src/errors.ts'
import { trainingOf } from '../src/node/training-of.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const small = setOptions(presetConfig(findPreset('modern/cart-pole'), 1), [
  'environment.timeLimit=200',
  'environment.actions=scale',
  'policy.hidden=4',
  'sampler.quota.perIteration=12',
])
const EVALUATED = ['evaluation.every=2', 'evaluation.episodes=3']
const search = setOptions(presetConfig(findPreset('paper/cart-pole-cem'), 1), ['environment.timeLimit=9'])

test('--set begins a section that is not there with its defaults, and keeps one that is', () => {
  expect(small).not.toHaveProperty('evaluation')
  const every = setOptions(small, ['evaluation.every=5'])
  expect(every.evaluation).toEqual({ every: 5, episodes: 20, actions: 'both', stop: { kind: 'never' } })
  const stopping = setOptions(every, ['evaluation.stop.evaluations=4', 'evaluation.stop.kind=plateau'])
  expect(stopping.evaluation).toEqual({ ...every.evaluation, stop: { kind: 'plateau', evaluations: 4 } })
  expect(setOptions(small, ['evaluation.stop.kind=threshold', 'evaluation.stop.return=900']).evaluation).toEqual({
    ...{ every: 10, episodes: 20, actions: 'both', stop: { kind: 'threshold', return: 900 } },
  })
  expect(setOptions(small, ['average.decay=0.9']).average).toEqual({ decay: 0.9 })
})

test('a threshold has no default: 0 would end many a run at once', () => {
  expect(() => setOptions(small, ['evaluation.stop.kind=threshold'])).toThrow(
    '--set evaluation.stop.kind=threshold: evaluation.stop.return is missing; expected a number',
  )
})

test('a config without the sections is what it was, and one with them is read back as it stands', () => {
  const whole = setOptions(small, [...EVALUATED, 'average.decay=0.5'])
  expect(parseConfig(JSON.parse(JSON.stringify(whole)), 'test')).toEqual(whole)
  expect(parseConfig(small, 'test')).toEqual(small)
  expect(configIdentity(small)).not.toContain('evaluation')
  expect(configIdentity(whole)).not.toBe(configIdentity(small))
})

test.each<[unknown, string]>([
  [{ ...small, evaluation: null }, 'evaluation is null; expected an object'],
  [{ ...small, evaluation: { every: 5 } }, 'evaluation.episodes is missing; expected a whole number'],
  [{ ...small, average: { decay: 1 } }, 'average.decay is 1; expected a number of at least 0 and below 1'],
  [{ ...small, average: { decay: 0.9, of: 1 } }, 'unknown option average.of'],
])('faults are named: %#', (config, message) => {
  expect(() => parseConfig(config, 'c.json')).toThrow(message)
})

test.each<[string[], string]>([
  [[], '3 episodes every 2 iterations, drawn and most likely actions'],
  [['average.decay=0.9'], '3 episodes every 2 iterations, drawn and most likely actions, averaged parameters too'],
  [
    ['evaluation.actions=mode', 'evaluation.stop.kind=threshold', 'evaluation.stop.return=15'],
    '3 episodes every 2 iterations, most likely actions; ends at a return of 15',
  ],
  [
    ['evaluation.every=1', 'evaluation.episodes=1', 'evaluation.actions=sample', 'evaluation.stop.kind=plateau'],
    '1 episode every iteration, drawn actions; ends after 10 without a better one',
  ],
])('screens say how: %j', async (set, text) => {
  const config = setOptions(small, [...EVALUATED, ...set])
  const environment = await loadEnvironment(config)
  const lines = describeRun(await buildRun(config, environment), environment.spec)
  expect(lines.find(([subject]) => subject === 'evaluate')?.[1]).toBe(text)
})

test('evaluations need environments', async () => {
  const { spec, actions } = await loadEnvironment(small)
  const config = setOptions(small, EVALUATED)
  await expect(buildRun(config, { spec, actions })).rejects.toThrow(ConfigError)
  await expect(buildRun(config, { spec, actions })).rejects.toThrow(
    /only the specification of the environment was given/,
  )
  expect(await buildRun(setOptions(small, ['average.decay=0']), { spec, actions })).not.toHaveProperty('evaluation')
})

test('evaluations are those of evaluatePolicy under the seed of the run, in the environment of the config', async () => {
  const config = setOptions(small, [...EVALUATED, 'seed=8', 'evaluation.actions=sample'])
  const training = await inThisThread(config)
  const [state] = await training.step(training.init())
  const [next, record] = await training.step(state)
  const lanes = training.environment.createLanes(1)
  const policy = { ...training.policy(next), actions: undefined }
  const { returns } = await evaluatePolicy({ policy, lanes, episodes: 3, seed: 8, round: 2 })
  expect(record.evaluation).toEqual({ meanReturn: returns.mean, policy: 'last', actions: 'sample' })
  lanes.dispose()
  await training.dispose()
})

/** The records of three iterations, without timings, and the policies at the end. */
async function trained(training: Training<TrainingProgress>) {
  let state = training.init()
  const records = []
  for (let i = 0; i < 3; i++) {
    const [next, { timings: _, ...record }] = await training.step(state)
    records.push(record)
    state = next
  }
  const policies = [training.policy(state).theta, training.average?.(state).theta]
  await training.dispose()
  return { records, policies }
}

test.each([
  ['TRPO', small],
  ['a search', search],
])(
  '%s is evaluated and averaged without another bit in its training, in a page and on two threads',
  async (_what, config) => {
    const judged = setOptions(config, [...EVALUATED, 'average.decay=0.5'])
    const plain = await trained(await inThisThread(config))
    const found = await trained(await inThisThread(judged))
    expect(found.policies[0]).toEqual(plain.policies[0])
    expect(found.policies[1]).not.toEqual(plain.policies[0])
    for (const [i, record] of found.records.entries()) {
      expect(record).toMatchObject(plain.records[i])
      expect(record.evaluation !== undefined).toBe(i === 1)
    }
    expect(await trained(await trainingOf(judged, { workers: 2 }))).toEqual(found)
  },
)
