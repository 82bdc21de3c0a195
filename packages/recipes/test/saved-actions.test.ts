import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalTrainer } from '@trpo/core'
import { box, contains, lanesOf } from '@trpo/envs'
import { hopperV5Task, planarEnvironment } from '@trpo/envs/planar'
import { act, gaussianMlp, mode, type Policy, type PolicyModel } from '@trpo/policies'
import { loadPolicy, savePolicy } from '@trpo/policies/node'
import { randomStream } from '@trpo/random'
import { afterAll, describe, expect, test } from 'vitest'
import { buildRun } from '../src/build/build-run.ts'
import { setOptions } from '../src/config/set-option.ts'
import { ACTIONS } from '../src/environments/environment-config.ts'
import { findEnvironment, loadEnvironment } from '../src/environments/find-environment.ts'
import { prepareEnvironment } from '../src/environments/prepare-environment.ts'
import type { BuiltRun } from '../src/families/built-run.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'
import { distinctPresets } from './distinct-presets.ts'
import { listener } from './listener.ts'

const folder = await mkdtemp(join(tmpdir(), 'trpo-actions-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
let count = 0

/** The policy as it comes back from the disk. */
async function again(policy: Policy): Promise<Policy> {
  const directory = join(folder, String(count++))
  await savePolicy(directory, policy)
  return loadPolicy(directory)
}

/** 200 actions that a policy draws, and what it draws without bounds. */
function drawn(policy: Policy): readonly (readonly [given: Float64Array, raw: Float64Array])[] {
  const observation = new Float64Array(policy.network.inputSize)
  const free: Policy = { ...policy, actions: undefined }
  return Array.from({ length: 200 }, (_, i) => [
    act(policy, observation, randomStream(i, 'act')),
    act(free, observation, randomStream(i, 'act')),
  ])
}

/** Bounds of all kinds, of which the first entry has one on one side only. */
const [low, high] = [
  [0, -1, 100],
  [Infinity, 1, 200],
]

describe.each(ACTIONS)('environment.actions=%s, after save and load', (actions) => {
  const config = setOptions(presetConfig(findPreset('modern/hopper'), 1), [`environment.actions=${actions}`])
  const policyOf = ({ policy }: BuiltRun): Policy => ({
    ...policy,
    theta: policy.network.init(randomStream(1, 'init')),
  })

  test('a hopper is given what it may be given', async () => {
    const policy = await again(policyOf(await buildRun(config, await loadEnvironment(config))))
    const environment = (await findEnvironment(config)).create()
    const { actionSpace } = environment.spec
    environment.dispose?.()
    const pairs = drawn(policy)
    expect(pairs.every(([given]) => contains(actionSpace, given))).toBe(true)
    expect(pairs.filter(([, raw]) => !contains(actionSpace, raw)).length).toBeGreaterThan(50)
    expect(contains(actionSpace, mode(policy, new Float64Array(policy.network.inputSize)))).toBe(true)
  })

  test('an action is that which the environment was given in training, unless it was kept', async () => {
    const { environment: own, heard } = listener(box(low, high))
    const create = () => own
    const environment = await prepareEnvironment(config, { create, createLanes: (n) => lanesOf(create, n) })
    const policy = await again(policyOf(await buildRun(config, environment)))
    expect(policy.actions).toEqual({ low, high, fit: actions === 'scale' ? 'scale' : 'clip' })
    const lanes = environment.createLanes(1)
    const random = randomStream(1, 'environment')
    for (const [given, raw] of drawn(policy)) {
      heard.length = 0
      lanes.reset(0, random)
      lanes.step(Uint8Array.of(1), raw, [random], new Float64Array(1), new Uint8Array(1), new Uint8Array(1))
      expect(heard).toEqual([[...(actions === 'keep' ? raw : given)]])
      expect(contains(box(low, high), given)).toBe(true)
    }
  })
})

test.each(distinctPresets)('$name trains a policy that gives what its environment takes', async (preset) => {
  const config = presetConfig(preset, 1)
  const environment = (await findEnvironment(config)).create()
  const { actionSpace } = environment.spec
  environment.dispose?.()
  const { policy } = await buildRun(config, await loadEnvironment(config))
  const loaded = await again({ ...policy, theta: policy.network.init(randomStream(1, 'init')) })
  for (const [given] of drawn(loaded)) expect(contains(actionSpace, given)).toBe(true)
})

test('a library user without a model gets such a policy too', async () => {
  const environment = () => planarEnvironment(hopperV5Task)
  const trainer = createLocalTrainer({ seed: 1, environment, lanes: 2, quota: { kind: 'steps', steps: 4 } })
  const policy = await again(trainer.policy(trainer.init()))
  await trainer.dispose()
  const { actionSpace } = environment().spec
  for (const [given] of drawn(policy)) expect(contains(actionSpace, given)).toBe(true)
})

test('a library user whose model says nothing of bounds gets it too, unless it says that there are none', async () => {
  const environment = () => planarEnvironment(hopperV5Task)
  const model = gaussianMlp({ observationSize: 11, actionSize: 3, hidden: [] })
  const policyOf = async (given: PolicyModel) => {
    const quota = { kind: 'steps', steps: 4 } as const
    const trainer = createLocalTrainer({ seed: 1, environment, lanes: 2, quota, model: given })
    const [state] = await trainer.step(trainer.init())
    const policy = await again(trainer.policy(state))
    await trainer.dispose()
    return policy
  }
  const { actionSpace } = environment().spec
  const policy = await policyOf(model)
  for (const [given] of drawn(policy)) expect(contains(actionSpace, given)).toBe(true)
  const free = await policyOf({ ...model, actions: undefined })
  expect(free.actions).toBeUndefined()
  expect(free.theta).toEqual(policy.theta)
})
