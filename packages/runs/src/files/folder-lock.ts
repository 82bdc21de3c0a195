import { rmSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { TakenError } from '../errors.ts'
import { displayPath } from './display-path.ts'
import { isOtherProcess } from './process-id.ts'
import { writing } from './storage-error.ts'

/** How often a lock of a process that has ended is cleared away before giving up. */
const ATTEMPTS = 5

/** A lock file, and what it keeps others from. */
export interface FolderLock {
  /** The file. */
  readonly lock: string
  /** What is locked, in words, such as `the run runs/mine`. */
  readonly what: string
  /** What its holder does to it, in words, such as `trained`. */
  readonly held: string
}

/**
 * Does `work` while no other process holds the lock: its file holds our process id meanwhile, and is removed however the
 * process ends, but for kill -9. A lock whose process has ended is cleared away.
 *
 * Throws a TakenError when another process holds the lock.
 */
export async function withFolderLock<T>(given: FolderLock, work: () => Promise<T>): Promise<T> {
  await writing(given.lock, 'then give the command again', () => acquire(given))
  const release = () => {
    try {
      rmSync(given.lock, { force: true })
    } catch {
      // On a disk that takes no writes any more; the lock of an ended process does not count.
    }
  }
  process.on('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** The process that holds a lock now; undefined when none does. */
export async function lockHolder(lock: string): Promise<number | undefined> {
  const holder = await holderOf(lock)
  return isOtherProcess(holder) ? holder : undefined
}

async function acquire({ lock, what, held }: FolderLock): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await create(lock)) return
    const holder = await holderOf(lock)
    if (isOtherProcess(holder))
      throw new TakenError(
        `${what} is being ${held} by process ${holder}; wait for it or stop it (if that process is something else, delete ${displayPath(lock)})`,
      )
    await clear(lock, holder)
  }
  throw new TakenError(`other processes lock ${what} again and again; try once more`)
}

/** False when the file is there. */
async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    // It may have been made and not filled, as on a full disk.
    await rm(path, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The process id in a lock file; undefined when there is none in it, or no file. */
async function holderOf(path: string): Promise<number | undefined> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    return /^[1-9]\d*$/.test(text) ? Number(text) : undefined
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Removes the lock of an ended process. One that another process has put there meanwhile is put back. */
async function clear(path: string, holder: number | undefined): Promise<void> {
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  if ((await holderOf(aside)) === holder) await rm(aside, { force: true })
  else await rename(aside, path)
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
