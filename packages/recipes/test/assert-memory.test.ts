import { cartPole } from '@trpo/envs'
import { describe, expect, test } from 'vitest'
import { setOptions } from '../src/config/set-option.ts'
import { ConfigError } from '../src/errors.ts'
import { assertMemory } from '../src/node/assert-memory.ts'
import { modernCartPole } from '../src/presets/modern-cart-pole.ts'
import { presetConfig } from '../src/presets/preset.ts'

const { spec } = cartPole()
const withMemory = (gibibytes: number, ...set: string[]) =>
  assertMemory(setOptions(presetConfig(modernCartPole, 1), set), spec, gibibytes * 2 ** 30)

describe('a config that needs more memory than there is', () => {
  test.each<[string, string[], string]>([
    [
      'a network',
      ['policy.hidden=20000,20000'],
      'policy.hidden is 20000,20000: a network of 400140001 parameters needs at least 47.7 GiB of memory, and this process may take 16.0; make it smaller',
    ],
    [
      'a batch',
      ['sampler.quota.unit=steps', 'sampler.quota.perIteration=1000000000'],
      'sampler.quota.perIteration is 1000000000: a batch of so many steps needs at least 44.7 GiB of memory',
    ],
  ])('%s is named', (_, set, message) => {
    expect(() => withMemory(16, ...set)).toThrow(ConfigError)
    expect(() => withMemory(16, ...set)).toThrow(message)
    expect(() => withMemory(64, ...set)).not.toThrow()
  })

  test('the presets need little', () => {
    expect(() => withMemory(0.1)).not.toThrow()
  })
})
