import { describe, expect, test } from 'vitest'
import { findPreset, loadEnvironment, modernCritic, presetConfig, setOptions, withGymnasium } from '../src/index.ts'
import { loadGymnasium } from '../src/node/gymnasium-environment.ts'

const config = withGymnasium(presetConfig(modernCritic, 1), 'LunarLander-v3')

describe('a config for an environment of Gymnasium', () => {
  test('scales actions, as what a preset does suits its own environment', () => {
    expect(config.environment).toEqual({
      from: 'gymnasium',
      name: 'LunarLander-v3',
      options: '{}',
      renew: false,
      timeLimit: null,
      actions: 'scale',
    })
    const clipped = withGymnasium(presetConfig(findPreset('Hopper-v5'), 1), 'Pendulum-v1')
    expect(clipped.environment.actions).toBe('scale')
  })

  test('keeps its own options when it is for one of Gymnasium already', () => {
    const own = setOptions(config, [
      'environment.options={"continuous": true}',
      'environment.renew=true',
      'environment.actions=clip',
    ])
    expect(own.environment).toMatchObject({ options: '{"continuous": true}', renew: true, actions: 'clip' })
    expect(withGymnasium(own, 'BipedalWalker-v3').environment).toEqual({ ...own.environment, name: 'BipedalWalker-v3' })
  })

  test('is what `--set environment.from=gymnasium` makes of another', () => {
    const changed = setOptions(presetConfig(findPreset('modern/cart-pole'), 1), [
      'environment.from=gymnasium',
      'environment.name=CartPole-v1',
    ])
    expect(changed.environment).toEqual({ ...config.environment, name: 'CartPole-v1', actions: 'keep' })
  })

  test('is refused in a page, which has no Python', async () => {
    await expect(loadEnvironment(config)).rejects.toThrow(
      'the environment LunarLander-v3 is one of Gymnasium, which only Node can load; use @trpo/recipes/node',
    )
  })

  test.each(['{', '[1]', '3', 'null'])('options that are no JSON object are refused: %s', async (options) => {
    const environment = { ...config.environment, from: 'gymnasium' as const, options, renew: false }
    await expect(loadGymnasium(environment)).rejects.toThrow(`environment.options is ${options}`)
  })
})
