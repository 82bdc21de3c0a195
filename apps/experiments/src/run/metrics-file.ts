import { open, readFile } from 'node:fs/promises'
import type { IterationRecord } from '@trpo/core'
import writeFileAtomic from 'write-file-atomic'
import { InputError } from '../errors.ts'

/**
 * The records in a metrics file, one a line; none when there is no file. A last line without its newline was being
 * written when the run ended, and is left out. Throws an InputError that names the line when another one is no record.
 */
export async function readMetrics(path: string): Promise<IterationRecord[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n')
  // What follows the last newline: nothing, or half a line.
  lines.pop()
  return lines.map((line, index) => parseRecord(line, `${path}, line ${index + 1}`))
}

/** Adds a record, and waits until it is on the disk. */
export async function appendMetrics(path: string, record: IterationRecord): Promise<void> {
  const file = await open(path, 'a')
  try {
    await file.writeFile(`${JSON.stringify(record)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Drops the records after an iteration and half a last line, so that a run can go on from its checkpoint. Gives those
 * that are left.
 */
export async function truncateMetrics(path: string, iteration: number): Promise<IterationRecord[]> {
  const kept = (await readMetrics(path)).filter((record) => record.iteration <= iteration)
  await writeFileAtomic(path, kept.map((record) => `${JSON.stringify(record)}\n`).join(''))
  return kept
}

function parseRecord(line: string, where: string): IterationRecord {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw new InputError(`${where} is not JSON; delete the line and those after it to go on`, { cause: error })
  }
  if (!isRecord(value))
    throw new InputError(`${where} is no record of an iteration; delete the line and those after it to go on`)
  return value
}

/** Looks at what the report reads. */
function isRecord(value: unknown): value is IterationRecord {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Partial<IterationRecord>
  return (
    Number.isSafeInteger(record.iteration) &&
    Number.isSafeInteger(record.totalSteps) &&
    typeof record.episodes === 'object' &&
    typeof record.update === 'object' &&
    typeof record.timings === 'object'
  )
}
