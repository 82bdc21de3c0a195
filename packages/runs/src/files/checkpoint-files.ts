import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EncodedState } from '@trpo/core'
import { messageOf } from '@trpo/math/messages'
import { originalName, writeDirectory } from './atomic-directory.ts'

/** Where a checkpoint lies. */
export interface CheckpointFile {
  /** The iteration after which it was written. */
  readonly iteration: number
  /** Its folder. */
  readonly path: string
}

const JSON_FILE = 'checkpoint.json'
const TENSOR_FILE = 'state.safetensors'
const SUM_FILE = 'SHA256SUMS'
const NAME = /^\d{6,}$/

/**
 * Writes an encoded state as `<directory>/<iteration, six digits>/` with checkpoint.json, state.safetensors and their SHA256SUMS, whole or
 * not at all, then removes all but the last `keep`. Returns its path.
 */
export async function saveCheckpoint(
  directory: string,
  iteration: number,
  { json, tensors }: EncodedState,
  keep: number,
): Promise<string> {
  if (!Number.isSafeInteger(keep) || keep < 1)
    throw new RangeError(`keep is ${keep}; give the number of checkpoints to keep, at least 1`)
  const path = join(directory, String(iteration).padStart(6, '0'))
  const sums = `${sha256(json)}  ${JSON_FILE}\n${sha256(tensors)}  ${TENSOR_FILE}\n`
  await writeDirectory(path, [
    [JSON_FILE, json],
    [TENSOR_FILE, tensors],
    [SUM_FILE, sums],
  ])
  const older = (await listCheckpoints(directory)).filter((file) => file.iteration <= iteration)
  for (const { path: old } of older.slice(0, -keep)) await rm(old, { recursive: true, force: true })
  return path
}

/** The files of a checkpoint are not those that were written: one is missing or was changed. */
export class DamagedCheckpointError extends Error {
  override readonly name = 'DamagedCheckpointError'
}

/**
 * Reads the files of a checkpoint, whose state `training.decode` makes of them. Throws a DamagedCheckpointError that names
 * the file and what is wrong with it when one is missing, truncated or changed since it was written.
 */
export async function loadCheckpoint(path: string): Promise<EncodedState> {
  const read = async (name: string) => {
    try {
      return await readFile(join(path, name))
    } catch (cause) {
      throw new DamagedCheckpointError(
        `checkpoint ${path} has no readable ${name} (${messageOf(cause)}); it is incomplete, use an earlier one`,
        { cause },
      )
    }
  }
  const json = await read(JSON_FILE)
  const tensors = await read(TENSOR_FILE)
  const sums = (await read(SUM_FILE)).toString('utf8')
  for (const [name, contents] of [
    [JSON_FILE, json],
    [TENSOR_FILE, tensors],
  ] as const)
    if (!sums.split('\n').includes(`${sha256(contents)}  ${name}`))
      throw new DamagedCheckpointError(
        `checkpoint ${path}: ${name} (${contents.length} bytes) is truncated or changed, its SHA-256 is not the one in ${SUM_FILE}; use an earlier checkpoint`,
      )
  return { json: json.toString('utf8'), tensors }
}

/** The checkpoints in a directory, by iteration; none when there is no such directory. Leftovers of interrupted writes are not among them. */
export async function listCheckpoints(directory: string): Promise<readonly CheckpointFile[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const present = new Set(names)
  return names
    .flatMap((name) => {
      const original = originalName(name, present)
      if (original === undefined || !NAME.test(original)) return []
      return [{ iteration: Number(original), path: join(directory, name) }]
    })
    .sort((a, b) => a.iteration - b.iteration)
}

function sha256(contents: string | Uint8Array): string {
  return createHash('sha256').update(contents).digest('hex')
}
