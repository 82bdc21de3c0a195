import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  isSweep,
  RunError,
  readFailures,
  readSweep,
  type Sweep,
  sweepPaths,
  sweepStates,
  withSweep,
  writeFailures,
} from '../../src/index.ts'

const sweep: Sweep = {
  asked: { presets: ['a'], seeds: [1, 2] },
  runs: ['one', 'two', 'three'].map((name) => ({ name, words: ['train', name], configDigest: 'd' })),
  command: 'trpo sweep a',
  startedIn: '/',
  startedAt: '2015-02-19T00:00:00.000Z',
}

let folder: string
let directory: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-sweep-'))
  directory = join(folder, 'sweep')
})
afterEach(() => rm(folder, { recursive: true }))

test('a sweep is written once, and the same question goes on with it', async () => {
  expect(await isSweep(directory)).toBe(false)
  const asked = { ...sweep, asked: { seeds: [1, 2], presets: ['a'], env: undefined } }
  expect(await withSweep(directory, asked, async ({ command }) => command)).toBe('trpo sweep a')
  const text = await readFile(sweepPaths(directory).sweep, 'utf8')
  expect(await withSweep(directory, { ...sweep, command: 'another' }, async ({ command }) => command)).toBe(
    'trpo sweep a',
  )
  expect(await withSweep(directory, undefined, async ({ runs }) => runs)).toEqual(sweep.runs)
  expect(await readFile(sweepPaths(directory).sweep, 'utf8')).toBe(text)
  expect((await readdir(directory)).sort()).toEqual(['logs', 'sweep.json'])
})

test('another question, another process or other files are refused', async () => {
  const nothing = async () => {}
  await expect(withSweep(directory, undefined, nothing)).rejects.toThrow(/there is no sweep in/)
  await withSweep(directory, sweep, async () => {
    await writeFile(sweepPaths(directory).lock, `${process.ppid}\n`)
    await expect(withSweep(directory, sweep, nothing)).rejects.toThrow(`is being done by process ${process.ppid}`)
  })
  const other = { ...sweep, asked: { presets: ['b'] } }
  await expect(withSweep(directory, other, nothing)).rejects.toThrow(/was asked for something else .*trpo sweep a/)
  await mkdir(join(folder, 'full'))
  await writeFile(join(folder, 'full', 'thesis.txt'), '')
  await expect(withSweep(join(folder, 'full'), sweep, nothing)).rejects.toThrow(/holds files and is no sweep/)
  await expect(withSweep(join(folder, 'full', 'thesis.txt'), sweep, nothing)).rejects.toThrow(RunError)
})

test('what a kill left before sweep.json was written is no obstacle', async () => {
  await mkdir(join(directory, 'logs'), { recursive: true })
  await writeFile(join(directory, 'sweep.json.1.tmp'), '{')
  await writeFile(join(directory, 'lock'), '')
  expect(await withSweep(directory, sweep, async ({ runs }) => runs.length)).toBe(3)
})

test.each([
  ['{', /sweep\.json is not JSON/],
  ['{"version": 2}', /has version 2, and this program reads version 1/],
  ['{"version": 1, "runs": [{"name": "../x", "words": [], "configDigest": ""}]}', /is not what a sweep begins with: /],
])('a sweep.json of %s is refused', async (text, message) => {
  await mkdir(directory)
  await writeFile(sweepPaths(directory).sweep, text)
  await expect(readSweep(directory)).rejects.toThrow(message)
  await expect(readSweep(directory)).rejects.toThrow(RunError)
})

test('runs stand as what is on the disk says, and failures are kept', async () => {
  await withSweep(directory, sweep, async () => {})
  const paths = sweepPaths(directory)
  expect(await readFailures(paths)).toEqual({})
  const failures = { two: { reason: 'the environment broke', at: '2015-02-19T00:00:00.000Z' } }
  await writeFailures(paths, failures)
  expect(await readFailures(paths)).toEqual(failures)
  await mkdir(join(directory, 'three'))
  await writeFile(join(directory, 'three', 'config.json'), '{')
  const states = await sweepStates(directory, sweep, failures)
  expect(states.map(({ name, state, reason }) => [name, state, reason])).toEqual([
    ['one', 'waiting', undefined],
    ['two', 'failed', 'the environment broke'],
    ['three', 'unreadable', expect.stringContaining('config.json is not JSON')],
  ])
  // What it failed by before says nothing about the files.
  const [, , three] = await sweepStates(directory, sweep, { three: failures.two })
  expect(three).toMatchObject({ state: 'unreadable', reason: expect.stringContaining('config.json is not JSON') })
  await writeFile(paths.failures, '[]')
  await expect(readFailures(paths)).rejects.toThrow(/failures\.json does not hold the failures of a sweep/)
})
