import { readFile } from 'node:fs/promises'
import { messageOf } from '@trpo/math/messages'
import { RunError } from '../errors.ts'
import { displayPath } from './display-path.ts'
import { writing } from './storage-error.ts'
import { writeFileWhole } from './write-file.ts'

/** What to do when a file that a command begins with could not be written. */
export const AGAIN = 'then give the command again'

/** The JSON in a file; a byte order mark before it is skipped. Throws a RunError that names the file. */
export async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new RunError(`${displayPath(path)} cannot be read: ${messageOf(error)}`, { cause: error })
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new RunError(`${displayPath(path)} is not JSON: ${messageOf(error)}`, { cause: error })
  }
}

/** Writes a value as JSON, whole or not at all. Throws a RunError that says what to do. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writing(path, AGAIN, () => writeFileWhole(path, `${JSON.stringify(value, null, 2)}\n`))
}
