import { randomStream } from '@trpo/random'
import { expect, test } from 'vitest'
import { loadEnvironment } from '../src/environments/load-environment.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const swimmer = presetConfig(findPreset('paper/swimmer'), 1)
const on = (physics: 'mujoco' | 'planar' | null, config = swimmer) =>
  loadEnvironment({ ...config, environment: { ...config.environment, physics } }, '.')

test('a robot moves alike on either engine', async () => {
  const made = [(await on('mujoco')).create(), (await on('planar')).create()]
  const seen = made.map((environment) => {
    const random = randomStream(1, 'physics test')
    environment.reset(random)
    const observation = new Float64Array(9)
    let total = 0
    for (let t = 0; t < 50; t++) total += environment.step(Float64Array.of(Math.sin(t), -0.5), random).reward
    environment.observe(observation)
    environment.dispose?.()
    return [total, ...observation]
  })
  for (const [i, value] of seen[0].entries()) expect(seen[1][i]).toBeCloseTo(value, 8)
})

test('lanes come from the engine that is named', async () => {
  for (const physics of ['mujoco', 'planar'] as const) {
    const lanes = (await on(physics)).createLanes(3)
    expect(lanes.count).toBe(3)
    lanes.dispose()
  }
})

test.each([
  [
    'a robot without an engine',
    () => on(null),
    /environment.physics is null; paper\/swimmer expects "mujoco" or "planar"/,
  ],
  [
    'an engine for what moves by itself',
    () => on('planar', presetConfig(findPreset('paper/cart-pole'), 1)),
    /environment.physics is "planar"; paper\/cart-pole expects null/,
  ],
])('%s is refused', async (_name, load, message) => {
  await expect(load()).rejects.toThrow(message)
})
