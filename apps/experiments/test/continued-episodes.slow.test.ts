import { join } from 'node:path'
import { readMetrics } from '@trpo/runs'
import { expect, test } from 'vitest'
import { chartless, temporaryFolder, tensorsOf } from './run-cli.ts'

/** 50 steps a lane and iteration, where cart-pole soon stands for longer. */
const train = [
  ['train', 'modern/cart-pole', '--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=600'],
  ['--set', 'sampling.episodes=continue'],
].flat()

test('a run whose episodes go on, stopped and resumed twice, is the undisturbed one', async () => {
  const folder = await temporaryFolder()
  const runs = join(folder, 'runs')
  const records = async (name: string) =>
    (await readMetrics(join(runs, name, 'metrics.jsonl'))).map(({ timings: _timings, ...rest }) => rest)

  const whole = await chartless(folder, [...train, '--iterations', '8', '--name', 'whole'])
  expect(whole.stderr).toBe('')
  expect(whole.stdout).not.toContain('longer episodes are cut')
  await chartless(folder, [...train, '--iterations', '3', '--name', 'parts'])
  for (const iterations of ['6', '8']) {
    const resumed = await chartless(folder, ['resume', 'runs/parts', '--iterations', iterations])
    expect(resumed.stderr).toBe('')
    expect(resumed.code).toBe(0)
  }
  const expected = await tensorsOf(join(runs, 'whole'), 8)
  expect(expected['episodes.actions'].length).toBeGreaterThan(0)
  expect(await tensorsOf(join(runs, 'parts'), 8)).toEqual(expected)
  expect(await records('parts')).toEqual(await records('whole'))
  // Returns are of whole episodes: one a step, for longer than a lane has in an iteration.
  const longest = (await records('whole')).map(({ episodes }) => episodes.maxReturn ?? 0)
  expect(Math.max(...longest)).toBeGreaterThan(50)
})
