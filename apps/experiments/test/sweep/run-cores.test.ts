import { buildRun, findPreset, loadEnvironment, presetConfig, setOptions } from '@trpo/recipes'
import { expect, test } from 'vitest'
import { coreShares, iterationWork } from '../../src/sweep/run-cores.ts'

const swimmer = presetConfig(findPreset('paper/swimmer'), 1)
const larger = setOptions(swimmer, ['policy.hidden=256,256', 'sampler.quota.perIteration=500', 'sampler.lanes=500'])

test('a small run has a core, a large one all of them, unless it is said how many run at once', async () => {
  const environment = await loadEnvironment(swimmer)
  const [small, large] = await Promise.all([swimmer, larger].map((config) => buildRun(config, environment)))
  // 50 paths of 1,000 steps, and Table 2's 364 parameters.
  expect(iterationWork(small)).toBe(50 * 1000 * 364)
  const shares = coreShares(undefined, 8)
  expect([shares.of(small), shares.of(large)]).toEqual([1, 8])
  for (const [jobs, cores, each] of [
    [1, 8, 8],
    [2, 8, 4],
    [3, 8, 2],
    [16, 16, 1],
  ]) {
    const asked = coreShares(jobs, 8)
    expect([asked.cores, asked.of(small), asked.of(large)]).toEqual([cores, each, each])
  }
})
