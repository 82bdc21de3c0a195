import { describe, expect, test } from 'vitest'
import { setOptions } from '../src/config/set-option.ts'
import { trainingOf } from '../src/node/training-of.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

/** Mean lengths of the episodes of all candidates, and the bits that are left. */
async function trained(name: string, iterations: number, workers: number, assignments: readonly string[] = []) {
  const training = await trainingOf(setOptions(presetConfig(findPreset(name), 1), assignments), { workers })
  try {
    await training.ready()
    let state = training.init()
    const lengths: number[] = []
    for (let i = 0; i < iterations; i++) {
      const [next, { episodes }] = await training.step(state)
      state = next
      lengths.push(Number(episodes.meanLength))
    }
    return { lengths, bits: training.encode(state) }
  } finally {
    await training.dispose()
  }
}

describe('searches in worker threads', () => {
  test.each(['cem', 'cma-es', 'rwr'])('%s has the same bits for any number of workers', async (kind) => {
    const short = ['environment.timeLimit=100']
    const alone = await trained(`paper/cart-pole-${kind}`, 3, 1, short)
    for (const workers of [2, 3]) expect(await trained(`paper/cart-pole-${kind}`, 3, workers, short)).toEqual(alone)
  })
})

test('CEM balances cart-pole: candidates of the last iterations stand for at least 950 steps', async () => {
  // Fewer candidates than the preset has, so that it takes seconds.
  const small = ['update.population=80', 'update.elite=16', 'sampler.lanes=40']
  const { lengths } = await trained('paper/cart-pole-cem', 60, 2, small)
  expect(Math.min(...lengths.slice(-5))).toBeGreaterThanOrEqual(950)
})
