import { appendFile, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { TrainingRecord } from '@trpo/core'
import { resumeAfter, writing } from '../files/storage-error.ts'
import { writeFileWhole } from '../files/write-file.ts'
import { encodeRecords, type RecordFormat } from './record-format.ts'

/** A file that follows the records of a run in another format. */
export interface RecordFile {
  /** Adds the next record. Throws a RunError when that fails. */
  add(record: TrainingRecord): Promise<void>
}

/**
 * Brings a file to these records, and gives what adds those that come. What is there already and right stays as it is, so that a
 * program that reads the file meanwhile may read on: after a crash only the rest is added. A file with anything else in it
 * is replaced. Throws a RunError when the file cannot be written.
 */
export async function recordFile(
  path: string,
  format: RecordFormat,
  records: readonly TrainingRecord[],
): Promise<RecordFile> {
  const then = resumeAfter(dirname(path))
  const given = [...records]
  let { bytes, encoder } = encodeRecords(format, given)
  const there = await readFile(path).catch(() => undefined)
  if (there?.equals(bytes.subarray(0, there.length))) {
    const rest = bytes.subarray(there.length)
    if (rest.length > 0) await writing(path, then, () => appendFile(path, rest))
  } else await writing(path, then, () => writeFileWhole(path, bytes))
  return {
    async add(record) {
      given.push(record)
      const more = encoder.add(record)
      if (more !== undefined) return writing(path, then, () => appendFile(path, more))
      const anew = encodeRecords(format, given)
      encoder = anew.encoder
      await writing(path, then, () => writeFileWhole(path, anew.bytes))
    },
  }
}
