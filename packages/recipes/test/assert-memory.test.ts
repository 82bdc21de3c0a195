import { cartPole } from '@trpo/envs'
import { describe, expect, test, vi } from 'vitest'
import { buildRun } from '../src/build/build-run.ts'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { ConfigError } from '../src/errors.ts'
import { assertMemory } from '../src/node/assert-memory.ts'
import { trainingOf } from '../src/node/training-of.ts'
import { valueNetworkMemory } from '../src/node/value-network-memory.ts'
import { modernCartPole } from '../src/presets/modern-cart-pole.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const { spec } = cartPole()
const withMemory = async (gibibytes: number, ...set: string[]) =>
  assertMemory(
    await buildRun(setOptions(presetConfig(modernCartPole, 1), set), { spec, actions: undefined }),
    gibibytes * 2 ** 30,
  )

describe('a config that needs more memory than there is', () => {
  test.each<[string, string[], string]>([
    [
      'a network',
      ['policy.hidden=20000,20000'],
      'policy.hidden is 20000,20000: a network of 400140002 parameters needs at least 47.7 GiB of memory, and this process may take 16.0; make it smaller',
    ],
    [
      'a batch',
      ['sampler.quota.unit=steps', 'sampler.quota.perIteration=1000000000'],
      'sampler.quota.perIteration is 1000000000: a batch of so many samples needs at least 44.7 GiB of memory',
    ],
  ])('%s is named', async (_, set, message) => {
    await expect(withMemory(16, ...set)).rejects.toThrow(ConfigError)
    await expect(withMemory(16, ...set)).rejects.toThrow(message)
    await withMemory(64, ...set)
  })

  test.each<[string, string[], string]>([
    [
      'a value network',
      ['estimator.hidden=30000,30000'],
      'estimator.hidden is 30000,30000: a value network of 900420001 parameters needs at least 40.3 GiB',
    ],
    [
      'the rows that it is fitted to',
      ['sampler.quota.perIteration=300000000'],
      'sampler.quota.perIteration is 300000000: the rows of so many samples that the value network is fitted to needs at least 41.4 GiB',
    ],
    [
      'rows that stay where they are',
      ['estimator.fit.kind=gauss-newton', 'sampler.quota.perIteration=700000000'],
      'sampler.quota.perIteration is 700000000: a batch of so many samples needs at least',
    ],
  ])('%s is named', async (_, set, message) => {
    const config = setOptions(presetConfig(findPreset('Hopper-v5'), 1), set)
    const environment = await loadEnvironment(config)
    const { memory, amount } = await buildRun(config, environment)
    const all = { memory: [...memory, ...valueNetworkMemory(config, environment.spec, amount)] }
    expect(() => assertMemory(all, 40 * 2 ** 30)).toThrow(message)
    assertMemory(all, 64 * 2 ** 30)
  })

  test('a run on all threads is asserted with its value network', async () => {
    const config = setOptions(presetConfig(findPreset('Hopper-v5'), 1), ['estimator.hidden=10000,10000'])
    const small = vi.spyOn(process, 'constrainedMemory').mockReturnValue(2 ** 30)
    await expect(trainingOf(config, { workers: 1 })).rejects.toThrow(
      'estimator.hidden is 10000,10000: a value network of 100140001 parameters needs at least 4.48 GiB of memory, and this process may take 1.00',
    )
    small.mockRestore()
  })

  test('a vine is named by what its rollouts keep', async () => {
    const config = setOptions(presetConfig(findPreset('paper/cart-pole-vine'), 1), [
      'sampler.states=10000',
      'sampler.branchSteps=1000000',
    ])
    const run = await buildRun(config, { spec, actions: undefined })
    expect(() => assertMemory(run, 16 * 2 ** 30)).toThrow(
      'sampler.states is 10000 and sampler.branchSteps is 1000000: the rewards of 4 rollouts a state needs at least 298 GiB',
    )
  })

  test('the presets need little', async () => {
    await withMemory(0.1)
  })
})
