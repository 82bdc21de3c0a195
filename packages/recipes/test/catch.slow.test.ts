import { evaluatePolicy } from '@trpo/samplers'
import { expect, test } from 'vitest'
import type { Config } from '../src/config/schema.ts'
import { setOptions } from '../src/config/set-option.ts'
import { trainingOf } from '../src/node/training-of.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

async function trained(config: Config, iterations: number, workers: number) {
  const training = await trainingOf(config, { workers })
  try {
    await training.ready()
    let state = training.init()
    for (let iteration = 0; iteration < iterations; iteration++) [state] = await training.step(state)
    return { policy: training.policy(state), lanes: training.environment.createLanes(24) }
  } finally {
    await training.dispose()
  }
}

test.each([
  // A policy that does nothing useful comes to about -2, and a perfect one to 5.
  ['pixels/catch', 22, 2],
  ['pixels/catch-vine', 40, 2],
] as const)('%s learns to catch in %i iterations', async (name, iterations, least) => {
  const { policy, lanes } = await trained(presetConfig(findPreset(name), 1), iterations, 1)
  const { returns } = await evaluatePolicy({ policy, lanes, episodes: 96, seed: 1 })
  lanes.dispose()
  expect(returns.mean).toBeGreaterThan(least)
})

test.each([
  ['pixels/catch', ['sampler.quota.perIteration=540']],
  ['pixels/catch-vine', ['sampler.states=60']],
] as const)('%s has the same bits in any number of workers', async (name, assignments) => {
  const config = setOptions(presetConfig(findPreset(name), 1), assignments)
  const [one, three] = [await trained(config, 2, 1), await trained(config, 2, 3)]
  expect([...three.policy.theta]).toEqual([...one.policy.theta])
})
