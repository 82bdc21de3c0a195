import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunError } from '../src/errors.ts'
import { appendMetrics, readMetrics, truncateMetrics } from '../src/files/metrics-file.ts'
import { emptyRecord, record } from './records.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-metrics-'))
  path = join(folder, 'metrics.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

test('no file has no records', async () => {
  expect(await readMetrics(path)).toEqual([])
})

test('gives back what was added', async () => {
  const records = [record(1), emptyRecord(2), record(3)]
  for (const one of records) await appendMetrics(path, one)
  expect(await readMetrics(path)).toEqual(records)
})

test('drops what lies after an iteration', async () => {
  for (const iteration of [1, 2, 3]) await appendMetrics(path, record(iteration))
  expect(await truncateMetrics(path, 2)).toEqual([record(1), record(2)])
  expect(await readMetrics(path)).toEqual([record(1), record(2)])
  await appendMetrics(path, record(3))
  expect((await readMetrics(path)).map(({ iteration }) => iteration)).toEqual([1, 2, 3])
})

test('wherever a crash cut the last line, the others are read and the file can be continued', async () => {
  const whole = `${JSON.stringify(record(1))}\n`
  const last = `${JSON.stringify(record(2))}\n`
  for (let cut = 0; cut < last.length; cut += 7) {
    await writeFile(path, whole + last.slice(0, cut))
    expect(await readMetrics(path)).toEqual([record(1)])
    await truncateMetrics(path, 2)
    expect(await readFile(path, 'utf8')).toBe(whole)
  }
})

test.each(['{"iteration": 1', '3', '{}', 'null'])('a line in the middle that is %s is named', async (line) => {
  await writeFile(path, `${JSON.stringify(record(1))}\n${line}\n${JSON.stringify(record(2))}\n`)
  await expect(readMetrics(path)).rejects.toThrow('metrics.jsonl, line 2')
  await expect(readMetrics(path)).rejects.toThrow(RunError)
})
