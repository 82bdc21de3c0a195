import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sweepPaths, withSweep, writeFailures } from '@trpo/runs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type SweepOptions, sweep } from '../../src/commands/sweep.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-list-'))
})
afterEach(() => rm(folder, { recursive: true }))

const options = (changes: Partial<SweepOptions>): SweepOptions => ({
  config: [],
  set: [],
  out: folder,
  retry: false,
  list: true,
  command: '',
  ...changes,
})

/** What a sweep prints. */
async function printed(presets: readonly string[], changes: Partial<SweepOptions>): Promise<string[]> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    expect(await sweep(presets, options(changes))).toBe(0)
    return log.mock.calls.map(([line]) => String(line))
  } finally {
    log.mockRestore()
  }
}

test('--list shows the runs of what is asked, and does none', async () => {
  const lines = await printed(['modern/cart-pole'], { seeds: '1,2', iterations: 1, name: 'tiny', jobs: 1000 })
  expect(lines[0]).toMatch(/^2 runs in .*tiny:$/)
  expect(lines[1]).toBe('  modern-cart-pole-seed1: modern/cart-pole --seed 1 --iterations 1 (1 core)')
  expect(await readdir(folder)).toEqual([])
})

test('--list shows how the runs of a sweep stand that is there, in the folder that --out names, and goes on with none', async () => {
  const runs = ['one', 'two'].map((name) => ({ name, words: ['train', 'modern/cart-pole'], configDigest: '' }))
  const directory = join(folder, 'tiny')
  const begun = { asked: {}, runs, command: '', startedIn: folder, startedAt: '' }
  await withSweep(directory, begun, async () => {})
  const failure = { reason: 'it broke', at: '2015-02-19T00:00:00.000Z' }
  await writeFailures(sweepPaths(directory), { two: failure })
  const before = await readdir(directory, { recursive: true })
  const shown = [
    expect.stringMatching(/^2 runs in .*tiny:$/),
    '  one: modern/cart-pole (waiting)',
    '  two: modern/cart-pole (failed)',
  ]
  expect(await printed([], { resume: 'tiny' })).toEqual(shown)
  expect(await printed([], { resume: directory, out: 'runs' })).toEqual(shown)
  expect(await readdir(directory, { recursive: true })).toEqual(before)
  await expect(sweep([], options({ resume: 'tiny', out: join(folder, 'other') }))).rejects.toThrow(
    /there is no sweep in .*other/,
  )
})
