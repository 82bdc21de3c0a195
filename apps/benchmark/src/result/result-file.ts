import { access, constants, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf } from '@trpo/math/messages'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { InputError } from '../errors.ts'
import { type Results, resultsSchema } from './schema.ts'

/** Writes results as JSON: the whole file or nothing. Throws an InputError when it cannot be written. */
export async function writeResults(path: string, results: Results): Promise<void> {
  await writeText(path, `${JSON.stringify(results, null, 2)}\n`)
}

/** Writes a text file: the whole of it or nothing. Throws an InputError when it cannot be written. */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFileAtomic(path, text)
  } catch (error) {
    throw new InputError(`${path} cannot be written: ${messageOf(error)}`)
  }
}

/**
 * Throws an InputError when no file could be written at a path. It is called before a long measurement rather than
 * after it.
 */
export async function assertWritable(path: string): Promise<void> {
  const folder = dirname(path)
  try {
    await access(folder, constants.W_OK)
  } catch {
    throw new InputError(`${path} cannot be written: the folder ${folder} does not exist or is write-protected`)
  }
}

/**
 * Results that `bench --json` wrote. Throws an InputError that names the file and the field when the file is something
 * else.
 */
export async function readResults(path: string): Promise<Results> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${messageOf(error)}`)
  }
  return parseResults(text, path)
}

/** `readResults` for the text of a file. */
export function parseResults(text: string, path: string): Results {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new InputError(`${path} is not JSON: ${messageOf(error)}`)
  }
  const parsed = resultsSchema.safeParse(value)
  if (!parsed.success)
    throw new InputError(`${path} is not what bench --json writes:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
