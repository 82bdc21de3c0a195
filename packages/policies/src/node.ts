/// <reference types="node" />
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecodePolicyOptions } from './build-model.ts'
import { decodePolicy } from './decode-policy.ts'
import { encodePolicy } from './encode-policy.ts'
import { JSON_NAME, TENSORS_NAME } from './file-names.ts'
import type { Policy } from './policy.ts'
import { messageOf } from './show.ts'

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

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
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

/** A rename lasts through a power cut only when its directory is synced. Where that is impossible, nothing is done. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r')
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  } catch {
    // Windows and some network file systems refuse to open or sync a directory. The files are there all the same.
  }
}

async function readNamed(directory: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(directory, name))
  } catch (error) {
    throw new Error(`no policy in ${directory}: ${name} cannot be read (${messageOf(error)})`, { cause: error })
  }
}
