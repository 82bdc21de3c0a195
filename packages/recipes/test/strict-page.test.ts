import { findPreset, presetConfig, setOptions, trainingOf } from '@trpo/recipes'
import { afterEach, describe, expect, it, vi } from 'vitest'

/** What a page throws whose Content-Security-Policy has no 'wasm-unsafe-eval'. */
const strict = {
  Module: class {
    constructor() {
      throw new Error("violates the following Content Security Policy directive: script-src 'self'")
    }
  },
}

afterEach(() => vi.unstubAllGlobals())

describe('on a page with a strict Content-Security-Policy', () => {
  const config = setOptions(presetConfig(findPreset('modern/cart-pole'), 1), ['sampler.quota.perIteration=12'])

  it('a config trains with policy.arithmetic f64', async () => {
    vi.stubGlobal('WebAssembly', strict)
    const training = await trainingOf(setOptions(config, ['policy.arithmetic=f64']))
    const [state, record] = await training.step(training.init())
    const { theta } = training.policy(state)
    await training.dispose()
    expect(record.update.status).toBe('accepted')
    expect(theta.every(Number.isFinite)).toBe(true)
  })

  it('another one is refused with both remedies', async () => {
    vi.stubGlobal('WebAssembly', strict)
    const train = async () => {
      const training = await trainingOf(config)
      await training.step(training.init())
    }
    await expect(train).rejects.toThrow(/add 'wasm-unsafe-eval' .*buildNetwork: networkFromDescription/)
  })
})
