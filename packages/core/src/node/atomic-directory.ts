import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** The start of the names of directories that are being written. */
const TEMPORARY_PREFIX = '.writing-'

/** The start of the name of a directory that was there before, until the new one has its name. */
const REPLACED_PREFIX = '.replaced-'

/**
 * Writes a directory of files so that it is there whole or not at all: files go to a temporary name beside it, are
 * synced, and the directory is renamed. An existing directory of that name is replaced.
 */
export async function writeDirectory(
  path: string,
  files: readonly (readonly [name: string, contents: string | Uint8Array])[],
): Promise<void> {
  const parent = dirname(path)
  const temporary = join(parent, `${TEMPORARY_PREFIX}${basename(path)}`)
  const replaced = join(parent, `${REPLACED_PREFIX}${basename(path)}`)
  await mkdir(parent, { recursive: true })
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary)
  try {
    for (const [name, contents] of files) {
      const file = await open(join(temporary, name), 'wx')
      try {
        await file.writeFile(contents)
        await file.sync()
      } finally {
        await file.close()
      }
    }
    await syncDirectory(temporary)
    await moveAside(path, replaced)
    await rename(temporary, path)
    await syncDirectory(parent)
    await rm(replaced, { recursive: true, force: true })
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {})
    throw error
  }
}

/** Renames a directory, if it is there: a rename onto a directory that is not empty fails. */
async function moveAside(path: string, aside: string): Promise<void> {
  await rm(aside, { recursive: true, force: true })
  await rename(path, aside).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  })
}

/** A rename lasts through a power cut only when its directory is synced; platforms that cannot open one do without. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r')
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  } catch {
    // Windows refuses to open or sync a directory.
  }
}
