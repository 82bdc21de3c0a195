import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeResults } from '../src/result/merge-results.ts'
import { parseResults, readResults, writeResults } from '../src/result/result-file.ts'
import { resultsWith } from './results.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-results-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('results come back from their file as they were', async () => {
  const results = resultsWith([0.1, 0.3, 1 / 3])
  await writeResults(join(folder, 'a.json'), results)
  expect(await readResults(join(folder, 'a.json'))).toEqual(results)
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('a file that cannot be written or read is named', async () => {
  const path = join(folder, 'nowhere', 'a.json')
  await expect(writeResults(path, resultsWith([1]))).rejects.toThrow(`${path} cannot be written`)
  await expect(readResults(path)).rejects.toThrow(`${path} cannot be read`)
})

test('a file of version 1, which knew no yardsticks, and one of version 2, which knew no gains, are read', () => {
  const results = resultsWith([1, 2])
  const { scalingRows: _rows, imageRows: _images, workers: _workers, ...settings } = results.settings
  const suites = results.suites.map(({ gains: _gains, contestants, ...suite }) => ({
    ...suite,
    contestants: contestants.map(({ busyThreads: _threads, ...contestant }) => contestant),
  }))
  const second = { ...results, version: 2, settings, suites }
  const expected = { ...results, settings: { ...results.settings, scalingRows: 1, imageRows: 1, workers: 1 } }
  expect(parseResults(JSON.stringify(second), 'x.json')).toEqual(expected)

  const { models: _models, ...firstSettings } = settings
  const firstSuites = suites.map(({ yardstick: _yardstick, overview: _overview, ...suite }) => suite)
  const first = { ...second, version: 1, settings: firstSettings, suites: firstSuites }
  expect(parseResults(JSON.stringify(first), 'x.json')).toEqual({
    ...expected,
    settings: { ...expected.settings, models: [] },
  })
})

test.each([
  ['no JSON', () => '{', 'x.json is not JSON'],
  ['something else', () => '[]', 'x.json is not what bench --json writes'],
  ['a field that nobody knows', () => JSON.stringify({ ...resultsWith([1]), mood: 'good' }), 'mood'],
  ['another version', () => JSON.stringify({ ...resultsWith([1]), version: 4 }), 'version'],
  [
    'a median that is not that of the samples',
    () => JSON.stringify(resultsWith([1, 2])).replace('1.5', '1.4'),
    'median',
  ],
  ['a sample that is not positive', () => JSON.stringify(resultsWith([1, 2])).replace('[1,2]', '[-1,2]'), 'samples'],
])('%s is refused', (_, text, message) => {
  expect(() => parseResults(text(), 'x.json')).toThrow(message)
})

test('results of several commands become one, unless they were measured in different ways', () => {
  const [a, b] = [resultsWith([1]), resultsWith([2])]
  const other = { ...b, command: 'bench iteration', suites: b.suites.map((suite) => ({ ...suite, name: 'iteration' })) }
  const merged = mergeResults([a, other], ['a.json', 'b.json'])
  expect(merged.suites.map(({ name }) => name)).toEqual(['update-9-30-2', 'iteration'])
  expect(merged).toMatchObject({ seconds: 24, notes: ['a last word'], machine: { loadAfter: 1.1 } })
  expect(merged.command).toContain('bench iteration')
  expect(() => mergeResults([a, b], ['a.json', 'b.json'])).toThrow(
    'the suite update-9-30-2 is in two of a.json, b.json',
  )
  expect(() => mergeResults([a, { ...other, commit: 'other' }], ['a.json', 'b.json'])).toThrow(
    'b.json was measured with another commit than a.json (other, not 0123456789ab)',
  )
})
