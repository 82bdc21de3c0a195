/// <reference types="node" />

import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '@trpo/math/messages'
import type { DecodePolicyOptions } from './build-model.ts'
import { decodePolicy } from './decode-policy.ts'
import { encodePolicy } from './encode-policy.ts'
import { JSON_NAME, TENSORS_NAME } from './file-names.ts'
import { syncDirectory, writeSynced } from './node/synced.ts'
import type { Policy } from './policy.ts'

export { syncDirectory, writeSynced } from './node/synced.ts'

/**
 * Writes `policy.json` and `policy.safetensors` into `directory`, which is made if it does not exist.
 *
 * Both are written under temporary names, synced to disk and then renamed, so a crash leaves the old files or the new
 * ones and never a part of one. After a crash between the two renames, `loadPolicy` notices that the files do not
 * belong together. Throws when the policy's parts do not fit, and when a file cannot be written; that Error names the
 * file and has the system's error as its cause.
 */
export async function savePolicy(directory: string, policy: Policy): Promise<void> {
  const { json, tensors } = encodePolicy(policy)
  await mkdir(directory, { recursive: true })
  const files = [
    { path: join(directory, TENSORS_NAME), content: tensors },
    { path: join(directory, JSON_NAME), content: json },
  ].map((file) => ({ ...file, temporary: `${file.path}.${randomUUID()}.tmp` }))
  try {
    for (const { path, temporary, content } of files) await naming(path, () => writeSynced(temporary, content))
    for (const { path, temporary } of files) await naming(path, () => rename(temporary, path))
  } catch (error) {
    // The fault that kept a file from being written may keep it from being removed too; the first error says why.
    for (const { temporary } of files) await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await syncDirectory(directory)
}

/**
 * Reads the policy that `savePolicy` wrote into `directory`. When a file, field or tensor is missing or malformed,
 * throws an Error that names it and the directory.
 */
export async function loadPolicy(directory: string, options: DecodePolicyOptions = {}): Promise<Policy> {
  const json = await readNamed(directory, JSON_NAME)
  const tensors = await readNamed(directory, TENSORS_NAME)
  try {
    return decodePolicy(json.toString('utf8'), tensors, options)
  } catch (error) {
    throw new Error(`the policy in ${directory} cannot be loaded: ${messageOf(error)}`, { cause: error })
  }
}

/** Puts the name of the file before the message of any error that `work` throws. */
async function naming(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    throw new Error(`${path}: ${messageOf(cause)}`, { cause })
  }
}

async function readNamed(directory: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(directory, name))
  } catch (error) {
    throw new Error(`no policy in ${directory}: ${name} cannot be read (${messageOf(error)})`, { cause: error })
  }
}
