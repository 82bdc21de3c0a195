import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The id of the process that was writing a file of this name beside the one it is to be; undefined for other files. */
export function writerOf(name: string): number | undefined {
  const id = /\.(\d+)\.tmp$/.exec(name)?.[1]
  return id === undefined ? undefined : Number(id)
}

/**
 * Writes a file so that it is there whole or as it was before: under a temporary name beside it, synced, renamed. Writes
 * until every byte is on the disk; one call of the system may take fewer, and does where a disk is nearly full.
 *
 * Throws what the system throws. The temporary file is gone then.
 */
export async function writeFileWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(path))
}

/**
 * Makes a folder and those above it; nothing when it is there. Throws what the system says of the first that cannot be
 * made: asked for all at once, Node says of a read-only disk that there is no such folder.
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

/** A rename lasts through a power cut only when its folder is synced; platforms that cannot open one do without. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch {
    // Windows refuses to open or sync a folder.
  }
}
