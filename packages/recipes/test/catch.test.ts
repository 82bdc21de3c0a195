import { catchGame, type Lanes, lanesOf } from '@trpo/envs'
import { describe, expect, test } from 'vitest'
import { trainingOf } from '../src/build/training-of.ts'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import type { LoadedEnvironment } from '../src/environments/prepare-environment.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const small = {
  'pixels/catch': ['sampler.quota.perIteration=540', 'sampler.quota.episodes=continue'],
  'pixels/catch-vine': ['sampler.states=60'],
} as const

const configOf = (name: keyof typeof small, seed = 3) => setOptions(presetConfig(findPreset(name), seed), small[name])

/** The game without a word of its stacks, so that samplers store each observation whole. */
function undeclared<L extends Lanes>(lanes: L): L {
  const { frameStack: _, ...spec } = lanes.spec
  return { ...lanes, spec }
}

describe.each(['pixels/catch', 'pixels/catch-vine'] as const)('%s', (name) => {
  const config = configOf(name)

  test('has 2,963 parameters', async () => {
    const training = await trainingOf(config)
    expect(training.policy(training.init()).theta.length).toBe(2963)
    await training.dispose()
  })

  test('trains to the same bits however its observations are stored, and from any state that was kept', async () => {
    const loaded = await loadEnvironment(config)
    const whole: LoadedEnvironment = {
      ...loaded,
      createLanes: (count) => undeclared(lanesOf(catchGame, count)),
    }
    const thetas: number[][] = []
    for (const environment of [loaded, whole]) {
      const training = await trainingOf(config, { environment })
      let state = training.init()
      for (let iteration = 0; iteration < 3; iteration++) [state] = await training.step(state)
      thetas.push([...training.policy(state).theta])
      await training.dispose()
    }
    expect(thetas[1]).toEqual(thetas[0])
    const first = await trainingOf(config)
    let [state] = await first.step(first.init())
    ;[state] = await first.step(state)
    const kept = first.encode(state)
    await first.dispose()
    const second = await trainingOf(config)
    ;[state] = await second.step(second.decode(kept))
    expect([...second.policy(state).theta]).toEqual(thetas[0])
    await second.dispose()
  })
})
