import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncDirectory, writeSynced } from '@trpo/policies/node'

/** The id of the process that was writing a file of this name beside the one it is to be; undefined for other files. */
export function writerOf(name: string): number | undefined {
  const id = /\.(\d+)(?:-[\da-f]+)?\.tmp$/.exec(name)?.[1]
  return id === undefined ? undefined : Number(id)
}

/**
 * Writes a file so that it is there whole or as it was before: under a temporary name beside it, which no other write has, synced,
 * renamed. Of two writes at once the later rename stands.
 *
 * Throws what the system throws, and removes the temporary file.
 */
export async function writeFileWhole(path: string, contents: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`
  try {
    await writeSynced(temporary, contents, 'w')
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  await syncDirectory(dirname(path))
}

/**
 * Makes a folder and those above it, or nothing when it exists. Throws what the system says of the first that cannot be made:
 * asked for all at once, Node says of a read-only disk that there is no such folder.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path)
  }
}
