import { randomStream } from '@trpo/random'
import { expect, test } from 'vitest'
import { trainingOf } from '../src/build/training-of.ts'
import { configSchema } from '../src/config/schema.ts'
import { setOptions } from '../src/config/set-option.ts'
import { faultsIn } from '../src/config/validate.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { PHYSICS, type Physics } from '../src/environments/physics.ts'
import { checkEnvironment } from '../src/node/check-environment.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const swimmer = presetConfig(findPreset('paper/swimmer'), 1)
const on = (physics: Physics | null, config = swimmer) =>
  loadEnvironment(setOptions(config, [`environment.physics=${physics}`]))

test('a robot moves alike on every engine', async () => {
  const made = await Promise.all(PHYSICS.map(async (physics) => (await on(physics)).create()))
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
  const [mujoco, planar, single] = seen
  for (const [i, value] of mujoco.entries()) {
    expect(planar[i]).toBeCloseTo(value, 8)
    expect(single[i]).toBeCloseTo(value, 3)
  }
  // Single precision is another numerics: not one of these numbers is the same.
  for (const [i, value] of planar.entries()) expect(single[i]).not.toBe(value)
})

test('lanes come from the engine that is named', async () => {
  for (const physics of PHYSICS) {
    const lanes = (await on(physics)).createLanes(3)
    expect(lanes.count).toBe(3)
    lanes.dispose()
  }
})

test.each([
  [
    'a robot without an engine',
    () => on(null),
    /environment.physics is null; paper\/swimmer expects "mujoco" or "planar" or "planar-f32"/,
  ],
  [
    'an engine for what moves by itself',
    () => on('planar', presetConfig(findPreset('paper/cart-pole'), 1)),
    /environment.physics is "planar"; paper\/cart-pole expects null/,
  ],
  [
    'planar physics for what moves in space',
    () => on('planar', presetConfig(findPreset('modern/ant'), 1)),
    /environment.physics is "planar"; Ant-v5 expects "mujoco", as it moves in space.*choose MuJoCo/,
  ],
  [
    'a check of it there',
    () => checkEnvironment('Ant-v5', { physics: 'planar-f32' }),
    /environment.physics is "planar-f32"; Ant-v5 expects "mujoco"/,
  ],
])('%s is refused', async (_name, load, message) => {
  await expect(load()).rejects.toThrow(message)
})

test('the config names what there is, and nothing else', () => {
  const { environment, ...rest } = swimmer
  const parse = (physics: unknown) => faultsIn(configSchema, { ...rest, environment: { ...environment, physics } })
  for (const physics of [...PHYSICS, null]) expect(parse(physics)).toEqual([])
  for (const physics of ['planar-f64', 'f32x4', '', 3])
    expect(parse(physics)).toEqual([{ path: ['environment', 'physics'], isUnknown: false }])
})

/** Parameters, and mean reward and outcome of each of two small iterations. */
async function trained(physics: Physics) {
  const config = setOptions(swimmer, [
    `environment.physics=${physics}`,
    'environment.timeLimit=100',
    'sampler.quota.perIteration=4',
    'sampler.lanes=4',
  ])
  const trainer = await trainingOf(config)
  const [once, first] = await trainer.step(trainer.init())
  const [twice, second] = await trainer.step(once)
  const { theta } = trainer.policy(twice)
  await trainer.dispose()
  return {
    theta,
    rewards: [first.meanReward, second.meanReward],
    statuses: [first.update.status, second.update.status],
  }
}

test('training runs in single precision: other bits than in double, nearly the same numbers', async () => {
  const [double, single] = [await trained('planar'), await trained('planar-f32')]
  expect(single.statuses).toEqual(['accepted', 'accepted'])
  expect(single.theta).not.toEqual(double.theta)
  single.rewards.forEach((reward, iteration) => {
    expect(reward).not.toBe(double.rewards[iteration])
    expect(reward).toBeCloseTo(double.rewards[iteration], 3)
  })
  const distance = Math.hypot(...single.theta.map((value, i) => value - double.theta[i]))
  expect(distance).toBeLessThan(1e-3 * Math.hypot(...double.theta))
  expect(await trained('planar-f32')).toEqual(single)
})
