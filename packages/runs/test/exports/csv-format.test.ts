import type { TrainingRecord } from '@trpo/core'
import { expect, test } from 'vitest'
import { csvFormat } from '../../src/exports/csv-format.ts'
import { encodeRecords } from '../../src/exports/record-format.ts'
import { emptyRecord, record } from '../records.ts'

const csvOf = (records: readonly TrainingRecord[]) =>
  Buffer.from(encodeRecords(csvFormat, records).bytes).toString('utf8')

/** The rows of a table without quotation marks, each by the names of its columns. */
function rowsOf(text: string): Record<string, string>[] {
  const [head, ...rows] = text.trimEnd().split('\n')
  const names = head.split(',')
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, index) => [names[index], cell])))
}

test('a row an iteration, a column a number, by the names of the measures', () => {
  const rows = rowsOf(csvOf([record(1), record(2, { entropy: 0.1 + 0.2 })]))
  expect(rows).toHaveLength(2)
  expect(rows[1]).toMatchObject({
    iteration: '2',
    totalSteps: '2000',
    'episodes.meanReturn': '20',
    entropy: '0.30000000000000004',
    status: 'accepted',
    kl: '0.008',
    'timings.total': '1.6',
  })
})

test('numbers that were not reached are empty cells', () => {
  const rows = rowsOf(csvOf([emptyRecord(1), record(2)]))
  expect(rows.map(({ kl, entropy }) => [kl, entropy])).toEqual([
    ['', ''],
    ['0.008', '1.2'],
  ])
})

test('no two columns have one name, and words with commas are quoted', () => {
  const twice = { ...record(1), kl: 3, update: { status: 'a, "b"', kl: 4 } }
  const [head, row] = csvOf([twice]).split('\n')
  const names = head.split(',')
  expect(new Set(names).size).toBe(names.length)
  expect(row).toContain('"a, ""b"""')
  expect(names).toContain('update.kl')
})

test('a number that comes later needs another table', () => {
  const { encoder } = encodeRecords(csvFormat, [record(1)])
  expect(encoder.add(record(2))).toBeDefined()
  expect(encoder.add({ ...record(3), update: { status: 'accepted', more: 1 } })).toBeUndefined()
})
