import { access, mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { messageOf } from '@trpo/math/messages'
import { syncDirectory, writeSynced } from '@trpo/policies/node'

/** The start of the names of directories that are being written. */
const TEMPORARY_PREFIX = '.writing-'

/** The start of the name of a directory that was there before, until the new one has its name. */
const REPLACED_PREFIX = '.replaced-'

/**
 * Writes a directory of files so that it is there whole or not at all: files go to a temporary name beside it, are
 * synced, and the directory is renamed. An existing directory of that name is replaced, or still there when that fails.
 *
 * Throws an Error that names the file and the reason of the system, which is its cause.
 */
export async function writeDirectory(
  path: string,
  files: readonly (readonly [name: string, contents: string | Uint8Array])[],
): Promise<void> {
  const parent = dirname(path)
  const temporary = join(parent, `${TEMPORARY_PREFIX}${basename(path)}`)
  await naming(path, async () => {
    await mkdir(parent, { recursive: true })
    await rm(temporary, { recursive: true, force: true })
    await mkdir(temporary)
  })
  try {
    for (const [name, contents] of files)
      await naming(join(path, name), () => writeSynced(join(temporary, name), contents, 'wx'))
    await naming(path, async () => {
      await syncDirectory(temporary)
      await replaceBy(path, temporary)
    })
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {})
    throw error
  }
}

/**
 * The name of the directory whose contents lie under `name`, one of the names that are `present` beside each other: `name`
 * itself, or the one that an interrupted replacement was to replace. undefined when it is half written or out of date.
 */
export function originalName(name: string, present: ReadonlySet<string>): string | undefined {
  if (name.startsWith(TEMPORARY_PREFIX)) return undefined
  if (!name.startsWith(REPLACED_PREFIX)) return name
  const original = name.slice(REPLACED_PREFIX.length)
  return present.has(original) ? undefined : original
}

/** Does `work`; what it throws gets the name of the file before its message. */
async function naming(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    throw new Error(`${path}: ${messageOf(cause)}`, { cause })
  }
}

/** Renames `temporary` to `path`. What is there is moved aside first: a rename onto a directory with files in it fails. */
async function replaceBy(path: string, temporary: string): Promise<void> {
  const parent = dirname(path)
  const aside = join(parent, `${REPLACED_PREFIX}${basename(path)}`)
  const replaces = await isThere(path)
  if (replaces) {
    // A replacement that was interrupted near its end left it. Without `path` it would be the only copy.
    await rm(aside, { recursive: true, force: true })
    await rename(path, aside)
  }
  try {
    await rename(temporary, path)
  } catch (error) {
    if (replaces) await rename(aside, path)
    throw error
  }
  await syncDirectory(parent)
  await rm(aside, { recursive: true, force: true })
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
