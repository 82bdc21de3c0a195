import { rmSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { RunError } from '../errors.ts'
import { displayPath } from './display-path.ts'
import { isOtherProcess } from './process-id.ts'
import type { RunPaths } from './run-paths.ts'
import { writing } from './storage-error.ts'
import { tidy } from './tidy.ts'

/** How often a lock of a process that has ended is cleared away before giving up. */
const ATTEMPTS = 5

/**
 * Does `work` while no other process trains the run: its lock file holds our process id meanwhile, and is removed however the
 * process ends, except by kill -9. A lock whose process has ended is cleared away.
 *
 * Throws a RunError when another process holds the lock.
 */
export async function withRunLock<T>(paths: RunPaths, work: () => Promise<T>): Promise<T> {
  await writing(paths.lock, 'then give the command again', () => acquire(paths))
  const release = () => {
    try {
      rmSync(paths.lock, { force: true })
    } catch {
      // On a disk that takes no writes any more; the lock of an ended process does not count.
    }
  }
  process.on('exit', release)
  try {
    await tidy(paths)
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** The process that trains a run now; undefined when none does. */
export async function trainedBy({ lock }: RunPaths): Promise<number | undefined> {
  const holder = await holderOf(lock)
  return isOtherProcess(holder) ? holder : undefined
}

async function acquire(paths: RunPaths): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await create(paths.lock)) return
    const holder = await holderOf(paths.lock)
    if (isOtherProcess(holder))
      throw new RunError(
        `the run ${displayPath(paths.directory)} is being trained by process ${holder}; wait for it or stop it (if that process is something else, delete ${displayPath(paths.lock)})`,
      )
    await clear(paths.lock, holder)
  }
  throw new RunError(`other processes lock the run ${displayPath(paths.directory)} again and again; try once more`)
}

/** False when the file exists. */
async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    // It may have been made but not filled, as on a full disk.
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
