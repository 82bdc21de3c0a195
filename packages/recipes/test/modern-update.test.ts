import { numberIn } from '@trpo/core'
import { box, discrete, type Environment } from '@trpo/envs'
import { describe, expect, test } from 'vitest'
import { trainingOf } from '../src/build/training-of.ts'
import { valueAt } from '../src/config/paths.ts'
import type { Config } from '../src/config/schema.ts'
import { setOptions } from '../src/config/set-option.ts'
import { presetConfig, withModule } from '../src/presets/preset.ts'
import { findPreset, presets } from '../src/presets/registry.ts'

describe('the update of presets', () => {
  const trustRegions = presets.filter(({ settings }) => settings.update.kind === 'trust-region')

  test.each(trustRegions.map(({ name, settings }) => [name, settings.update] as const))('%s', (name, update) => {
    const [damping, relativeDamping] =
      name === 'modern/mlp' || name === 'modern/critic'
        ? [0, 0.02]
        : name.startsWith('paper/cart-pole')
          ? [0, 0]
          : [0.05, 0]
    const backtrackRatio = name.startsWith('paper/') ? 0.5 : 'fitted'
    expect(update).toMatchObject({ damping, relativeDamping, backtrackRatio })
  })
})

describe('the ratio of the line search', () => {
  const config = presetConfig(findPreset('modern/hopper'), 1)

  test('is a number or fitted, in a config and on the command line', () => {
    expect(setOptions(config, ['update.backtrackRatio=0.7']).update).toEqual({ ...config.update, backtrackRatio: 0.7 })
    expect(setOptions(config, ['update.backtrackRatio=fitted'])).toEqual(config)
  })

  test.each(['fit', '1', '0', 'true', ''])('is not %j, and the refusal says what it may be', (value) => {
    expect(() => setOptions(config, [`update.backtrackRatio=${value}`])).toThrow(
      'expected a number above 0 and below 1, or "fitted"',
    )
  })
})

/** One choice among many, a tenth of which pays. */
function choice(actions: number): Environment {
  return {
    spec: { name: 'choice', observationSpace: box([-1], [1]), actionSpace: discrete(actions), timeLimit: 1 },
    reset() {},
    step: ([action]) => ({ reward: action < actions / 10 ? 1 : 0, terminated: true }),
    observe(into) {
      into[0] = 1
    },
  }
}

describe('a choice among 1,000 actions', () => {
  const base = setOptions(withModule(presetConfig(findPreset('modern/mlp'), 1), 'choice'), [
    'sampler.quota.perIteration=600',
    'policy.hidden=8',
  ])
  const klRatio = async (config: Config) => {
    const training = await trainingOf(config, { environment: () => choice(1000) })
    const [, record] = await training.step(training.init())
    await training.dispose()
    expect(record.update.status).toBe('accepted')
    return (numberIn(record, 'kl') ?? 0) / Number(valueAt(config, ['update', 'maxKl']))
  }

  test('uses what delta allows, where an absolute damping does not', async () => {
    expect(await klRatio(base)).toBeGreaterThan(0.8)
    expect(await klRatio(setOptions(base, ['update.damping=0.05', 'update.relativeDamping=0']))).toBeLessThan(0.4)
  })
})
