import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { withSweep } from '@trpo/runs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findRuns } from '../../src/run/find-runs.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-found-'))
})
afterEach(() => rm(folder, { recursive: true }))

const begin = async (...path: readonly string[]) => {
  const directory = join(folder, ...path)
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'config.json'), '{}')
}

test('a sweep counts as its runs that have begun, with their labels, and any other folder as the runs in it', async () => {
  const runs = ['one', 'two', 'three'].map((name) => ({ name, label: 'A', words: [], configDigest: '' }))
  const sweep = { asked: {}, runs, command: '', startedIn: '', startedAt: '' }
  await withSweep(join(folder, 'sweep'), sweep, async () => {})
  await expect(findRuns([join(folder, 'sweep')])).rejects.toThrow(/no run of the sweep .* has begun yet/)
  await begin('sweep', 'one')
  await begin('sweep', 'three')
  await begin('sweep', 'stranger')
  await begin('alone')
  const found = async (...given: readonly string[]) =>
    (await findRuns(given.map((name) => join(folder, name)))).map(({ directory, label }) => [
      basename(directory),
      label,
    ])
  expect(await found('sweep')).toEqual([
    ['one', 'A'],
    ['three', 'A'],
  ])
  expect(await found('alone', '.', 'alone')).toEqual([['alone', undefined]])
  // What is nothing is named by who reads it.
  expect(await found('nothing')).toEqual([['nothing', undefined]])
})
