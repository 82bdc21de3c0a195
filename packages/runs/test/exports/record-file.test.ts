import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrainingRecord } from '@trpo/core'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunError } from '../../src/errors.ts'
import { csvFormat } from '../../src/exports/csv-format.ts'
import { recordFile } from '../../src/exports/record-file.ts'
import { encodeRecords } from '../../src/exports/record-format.ts'
import { tensorboardFormat } from '../../src/exports/tensorboard/tensorboard-format.ts'
import { emptyRecord, measures, record } from '../records.ts'

const formats = { csv: csvFormat, tensorboard: tensorboardFormat(measures, '2026-03-01T12:34:56.789Z') }
const kind = fc.constantFrom('csv' as const, 'tensorboard' as const)

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-exports-'))
  path = join(folder, 'file')
})
afterEach(() => rm(folder, { recursive: true }))

/** Records of which some lack numbers, and some have more than those before. */
const someRecords = fc
  .array(
    fc.constantFrom<(iteration: number) => TrainingRecord>(record, emptyRecord, (n) => ({ ...record(n), more: n })),
    {
      maxLength: 6,
    },
  )
  .map((makers) => makers.map((make, index) => make(index + 1)))

test('wherever the run was cut, a file that is continued has the bytes of one that is written at once', async () => {
  await fc.assert(
    fc.asyncProperty(kind, someRecords, fc.nat(), fc.nat(), fc.nat(), async (name, records, from, to, cut) => {
      const format = formats[name]
      const whole = Buffer.from(encodeRecords(format, records).bytes)
      // A run of which more may have been written than its last checkpoint counts, or less.
      const before = records.slice(0, from % (records.length + 1))
      const kept = records.slice(0, to % (records.length + 1))
      await rm(path, { force: true })
      const first = await recordFile(path, format, [])
      for (const one of before) await first.add(one)
      const bytes = await readFile(path)
      await writeFile(path, bytes.subarray(0, cut % (bytes.length + 1)))
      const file = await recordFile(path, format, kept)
      expect(await readFile(path)).toEqual(Buffer.from(encodeRecords(format, kept).bytes))
      for (const one of records.slice(kept.length)) await file.add(one)
      expect(await readFile(path)).toEqual(whole)
    }),
    { numRuns: 60 },
  )
})

test('what is there and right is not written again', async () => {
  const format = formats.tensorboard
  await recordFile(path, format, [record(1)])
  const { ino } = await stat(path)
  await recordFile(path, format, [record(1), record(2)])
  expect((await stat(path)).ino).toBe(ino)
  await recordFile(path, format, [record(1)])
  expect(await readFile(path)).toEqual(Buffer.from(encodeRecords(format, [record(1)]).bytes))
})

test('a folder that is gone is named with what to do', async () => {
  const file = await recordFile(path, csvFormat, [record(1)])
  await rm(folder, { recursive: true })
  await expect(file.add(record(2))).rejects.toThrow(RunError)
  await expect(file.add(record(2))).rejects.toThrow('trpo resume')
  await writeFile(folder, '')
})
