import { open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { TrainingRecord } from '@trpo/core'
import { messageOf } from '@trpo/math/messages'
import { RunError } from '../errors.ts'
import { displayPath } from './display-path.ts'
import { recordSchema } from './record-schema.ts'
import { resumeAfter, writing } from './storage-error.ts'
import { writeFileWhole } from './write-file.ts'

/**
 * The records in a metrics file, one in each line, and none when there is no file. A last line without its newline was being
 * written when the run ended, and is left out. Throws a RunError that names the line, and the field, when another one is no
 * record.
 */
export async function readMetrics<R extends TrainingRecord = TrainingRecord>(path: string): Promise<R[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new RunError(`${displayPath(path)} cannot be read: ${messageOf(error)}`, { cause: error })
  })
  const lines = text.split('\n')
  // What follows the last newline: nothing, or half a line.
  lines.pop()
  return lines.map((line, index) => parseRecord<R>(line, `${path}, line ${index + 1}`))
}

/** Adds a record, and waits until it is on the disk. Throws a RunError when that fails. */
export async function appendMetrics(path: string, record: TrainingRecord): Promise<void> {
  await writing(path, resumeAfter(dirname(path)), async () => {
    const file = await open(path, 'a')
    try {
      await file.writeFile(`${JSON.stringify(record)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  })
}

/**
 * Drops the records after an iteration and an incomplete last line, so that a run can be resumed from its checkpoint. Returns
 * those that are left. Throws a RunError when the file cannot be read or written.
 */
export async function truncateMetrics<R extends TrainingRecord = TrainingRecord>(
  path: string,
  iteration: number,
): Promise<R[]> {
  const kept = (await readMetrics<R>(path)).filter((record) => record.iteration <= iteration)
  const text = kept.map((record) => `${JSON.stringify(record)}\n`).join('')
  await writing(path, resumeAfter(dirname(path)), () => writeFileWhole(path, text))
  return kept
}

function parseRecord<R extends TrainingRecord>(line: string, where: string): R {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw new RunError(`${where} is not JSON; delete the line and those after it to continue`, { cause: error })
  }
  const [issue] = recordSchema.safeParse(value).error?.issues ?? []
  // A training may add to its records what it likes.
  if (issue === undefined) return value as R
  const fault = issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
  throw new RunError(`${where} is no record of an iteration (${fault}); delete the line and those after it to continue`)
}
