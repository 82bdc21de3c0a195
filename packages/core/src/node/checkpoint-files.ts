import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PolicyModel } from '@trpo/policies'
import { decodeCheckpoint } from '../checkpoint/decode-checkpoint.ts'
import { encodeCheckpoint } from '../checkpoint/encode-checkpoint.ts'
import type { TrainingState } from '../train/training-state.ts'
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
 * Writes `<directory>/<iteration, six digits>/` with checkpoint.json, state.safetensors and their SHA256SUMS, whole or
 * not at all, then removes all but the last `keep`. Returns its path.
 */
export async function saveCheckpoint(
  directory: string,
  model: PolicyModel,
  state: TrainingState,
  keep: number,
): Promise<string> {
  if (!Number.isSafeInteger(keep) || keep < 1)
    throw new RangeError(`keep is ${keep}; give the number of checkpoints to keep, at least 1`)
  const path = join(directory, String(state.iteration).padStart(6, '0'))
  const { json, tensors } = encodeCheckpoint(model, state)
  const sums = `${sha256(json)}  ${JSON_FILE}\n${sha256(tensors)}  ${TENSOR_FILE}\n`
  await writeDirectory(path, [
    [JSON_FILE, json],
    [TENSOR_FILE, tensors],
    [SUM_FILE, sums],
  ])
  const older = (await listCheckpoints(directory)).filter(({ iteration }) => iteration <= state.iteration)
  for (const { path: old } of older.slice(0, -keep)) await rm(old, { recursive: true, force: true })
  return path
}

/** The files of a checkpoint are not those that were written: one is missing, or was changed since. */
export class DamagedCheckpointError extends Error {
  override readonly name = 'DamagedCheckpointError'
}

/**
 * Reads a checkpoint for a run with this policy. Throws an Error that names the file and what is wrong with it: a
 * DamagedCheckpointError when it is missing, truncated or changed since it was written, and an Error of
 * `decodeCheckpoint` when it is whole and of another run or version.
 */
export async function loadCheckpoint(path: string, model: PolicyModel): Promise<TrainingState> {
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
  try {
    return decodeCheckpoint(model, { json: json.toString('utf8'), tensors })
  } catch (error) {
    throw new Error(`checkpoint ${path}: ${messageOf(error)}`, { cause: error })
  }
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function sha256(contents: string | Uint8Array): string {
  return createHash('sha256').update(contents).digest('hex')
}
