import { open } from 'node:fs/promises'

/**
 * Writes a file and waits until every byte is on the disk; one call of the system may take fewer, and does where a disk is
 * nearly full. `flags` are those of `open`. Throws what the system throws.
 */
export async function writeSynced(path: string, contents: string | Uint8Array, flags: 'w' | 'wx' = 'w'): Promise<void> {
  const file = await open(path, flags)
  try {
    await file.writeFile(contents)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A rename lasts through a power cut only when its directory is synced; platforms that cannot open one do without. */
export async function syncDirectory(path: string): Promise<void> {
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
