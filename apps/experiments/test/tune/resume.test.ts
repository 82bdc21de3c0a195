import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFailures, sweepPaths, withSweep, writeFailures } from '@trpo/runs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type TuneOptions, tune } from '../../src/commands/tune.ts'
import { doTune } from '../../src/tune/do-tune.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-tune-'))
  const begun = { asked, runs: [run], command: '', startedIn: folder, startedAt: '' }
  await withSweep(join(folder, 'search'), begun, async () => {})
})
afterEach(() => rm(folder, { recursive: true }))

const asked = {
  ...{ kind: 'tune', preset: 'modern/cart-pole', settings: [], space: [], candidates: 1, seeds: [101] },
  ...{ method: 'random', factor: 2, iterations: 1, drawSeed: 1 },
}
/** As if the preset had been another one when the search began. */
const run = { name: 'candidate0-seed101', words: ['train', 'modern/cart-pole'], configDigest: 'another' }

const resumed = (changes: Partial<TuneOptions>, preset?: string) =>
  tune(preset, {
    ...{ set: [], space: [], out: folder, resume: 'search', retry: false, list: false, command: '' },
    ...changes,
  })

test.each<[Partial<TuneOptions>, string]>([
  [{ candidates: 9 }, '--candidates 9'],
  [{ seeds: '1' }, '--seeds 1'],
  [{ method: 'random' }, '--method random'],
  [{ factor: 2 }, '--factor 2'],
  [{ drawSeed: 0 }, '--draw-seed 0'],
  [{ iterations: 90 }, '--iterations 90'],
  [{ set: ['seed=1'] }, '--set seed=1'],
  [{ score: 'evaluation' }, '--score evaluation'],
])('--resume with %j is refused', async (changes, given) => {
  await expect(resumed(changes)).rejects.toThrow(`leave ${given} out`)
})

test('--score evaluation is refused where nothing is evaluated', async () => {
  const asked = { resume: undefined, score: 'evaluation', space: ['update.maxKl=0.01,0.02'], candidates: 2 } as const
  await expect(resumed({ ...asked, list: true }, 'modern/cart-pole')).rejects.toThrow(
    '--score evaluation: nothing is evaluated during training; give --set evaluation.every=<n>',
  )
})

test('--list shows how the runs stand, and does none', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  expect(await resumed({ list: true })).toBe(0)
  const lines = log.mock.calls.map(([line]) => String(line))
  log.mockRestore()
  expect(lines).toEqual([
    expect.stringMatching(/^1 run in .*search:$/),
    '  candidate0-seed101: modern/cart-pole (waiting)',
  ])
})

test('a search whose --retry is refused has its failures still', async () => {
  const directory = join(folder, 'search')
  const paths = sweepPaths(directory)
  await writeFailures(paths, { [run.name]: { reason: 'it broke', at: '2015-02-19T00:00:00.000Z' } })
  const before = await readFile(paths.failures, 'utf8')
  const retrying = doTune({ directory, sweep: undefined, jobs: 1, retry: true, introduce: () => {} })
  await expect(retrying).rejects.toThrow('would be another experiment than when the sweep began')
  expect(await readFile(paths.failures, 'utf8')).toBe(before)
  expect(Object.keys(await readFailures(paths))).toEqual([run.name])
})
