import { cartPole, type Environment } from '@trpo/envs'
import { describe, expect, test } from 'vitest'
import { buildRun } from '../src/build/build-run.ts'
import { describeRun } from '../src/build/describe-run.ts'
import { trainingOf } from '../src/build/training-of.ts'
import { setOptions } from '../src/config/set-option.ts'
import { ConfigError } from '../src/errors.ts'
import { presetConfig, withModule } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const { spec } = cartPole()
const fitted = { spec, actions: undefined }
const preset = (name: string, ...set: string[]) => setOptions(presetConfig(findPreset(name), 1), set)

describe('describeRun', () => {
  test('names task, policy, batch and step', async () => {
    const config = preset('modern/cart-pole')
    expect(describeRun(await buildRun(config, fitted), spec)).toEqual([
      ['task', 'paper/cart-pole: 4 observations, 1 continuous action'],
      ['policy', '4-32-32-1 tanh, diagonal-gaussian, 1250 parameters'],
      ['batch', 'single path: 24 whole paths of at most 1,000 steps, in 12 lanes'],
      ['step', 'TRPO, delta 0.01, discount 0.99, Monte Carlo, baseline linear-features'],
    ])
  })

  test('says what the parts say of themselves', async () => {
    const run = await buildRun(preset('paper/cart-pole'), fitted)
    const lines = describeRun({ ...run, sampling: 'mine', step: 'a step of mine' }, spec).map(([, text]) => text)
    expect(lines[1]).toBe('4-1 linear, diagonal-gaussian, 6 parameters')
    expect(lines[2]).toMatch(/^mine: /)
    expect(lines[3]).toBe('a step of mine')
    expect(lines.join()).not.toContain('TRPO')
  })

  test.each<[string, string[], boolean]>([
    ['episodes that are cut', ['sampler.quota.unit=steps', 'sampler.quota.perIteration=4800'], true],
    ['lanes with room', ['sampler.quota.unit=steps', 'sampler.quota.perIteration=12000'], false],
    ['episodes that go on', ['sampler.quota.unit=steps', 'sampler.quota.episodes=continue'], false],
    ['whole paths', [], false],
  ])('notes %s', async (_what, set, noted) => {
    const config = preset('modern/cart-pole', ...set)
    const notes = describeRun(await buildRun(config, fitted), spec).filter(([subject]) => subject === 'note')
    expect(notes).toHaveLength(noted ? 1 : 0)
  })

  test('notes it where nothing ends an episode', async () => {
    const config = preset('modern/mlp', 'sampler.quota.episodes=fresh')
    const { timeLimit: _, ...endless } = spec
    expect(describeRun(await buildRun(config, { ...fitted, spec: endless }), endless).at(-1)?.[1]).toContain(
      'a lane has 416 steps',
    )
  })
})

describe('trainingOf', () => {
  const config = withModule(preset('modern/mlp', 'sampler.quota.perIteration=120'), 'my own')

  test("takes an environment of one's own as a value", async () => {
    const training = await trainingOf(config, { environment: cartPole })
    const [, record] = await training.step(training.init())
    expect(record.steps).toBe(120)
    await training.dispose()
  })

  test('refuses what is no environment, and a module by its name alone', async () => {
    const broken: () => Environment = () => ({ ...cartPole(), step: () => ({ reward: Number.NaN, terminated: false }) })
    await expect(trainingOf(config, { environment: broken })).rejects.toThrow(ConfigError)
    await expect(trainingOf(config)).rejects.toThrow(/my own is a module, which only Node can load; use @trpo\/recipes/)
  })
})
