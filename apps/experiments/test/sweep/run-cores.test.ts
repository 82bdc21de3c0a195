import { buildRun, findPreset, loadEnvironment, presetConfig, setOptions } from '@trpo/recipes'
import { overCores } from '@trpo/runs'
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
  for (const [jobs, cores, each, available = 8] of [
    [1, 8, 8],
    [2, 8, 4],
    [3, 6, 2],
    [3, 3, 1, 4],
    [16, 16, 1],
  ]) {
    const asked = coreShares(jobs, available)
    expect([asked.cores, asked.of(small), asked.of(large)]).toEqual([cores, each, each])
  }
})

test.each([1, 2, 3, 4, 5, 7, 8, 9])('--jobs n means n runs at once, whatever the %i cores', async (available) => {
  const environment = await loadEnvironment(swimmer)
  const [small, large] = await Promise.all([swimmer, larger].map((config) => buildRun(config, environment)))
  for (let jobs = 1; jobs <= 10; jobs++) {
    const shares = coreShares(jobs, available)
    let [now, most, busy] = [0, 0, 0]
    await overCores({
      tasks: Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? small : large)),
      cores: shares.cores,
      coresOf: (run) => shares.of(run),
      stopped: () => false,
      async run(_, cores) {
        now++
        busy += cores
        most = Math.max(most, now)
        expect(busy).toBeLessThanOrEqual(Math.max(available, jobs))
        await new Promise(setImmediate)
        now--
        busy -= cores
      },
    })
    expect(most, `${jobs} jobs on ${available} cores`).toBe(jobs)
  }
})
