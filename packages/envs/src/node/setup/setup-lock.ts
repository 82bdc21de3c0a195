import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** The milliseconds between two looks at a lock that another process holds. */
const EVERY = 500

/**
 * Does `work` while no other process sets the same folder up: waits for one that does. The lock is a file beside the folder with the
 * id of the process; one whose process is gone is taken over.
 *
 * @param waiting is told, once, whom this process waits for
 */
export async function withSetupLock<T>(
  folder: string,
  waiting: (pid: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  const lock = `${folder}.lock`
  mkdirSync(dirname(lock), { recursive: true })
  for (let told = false; !taken(lock); ) {
    const holder = contentsOf(lock)
    if (holder === undefined) continue
    if (!isHeld(lock, Number(holder))) {
      clear(lock, holder)
      continue
    }
    if (!told) waiting(Number(holder))
    told = true
    await setTimeout(EVERY)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Whether the lock is ours now. It appears with the id in it: a link is made at once, or not at all. */
function taken(lock: string): boolean {
  const own = `${lock}.${process.pid}`
  try {
    writeFileSync(own, String(process.pid))
    linkSync(own, lock)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/** Removes the lock of a process that is gone. One that another process has put there meanwhile is put back. */
function clear(lock: string, holder: string): void {
  const aside = `${lock}.${process.pid}.aside`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  if (contentsOf(aside) === holder) rmSync(aside, { force: true })
  else renameSync(aside, lock)
}

/** What a file holds; undefined where there is none. */
function contentsOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Whether the process with the id in a lock runs. One with our own id that is older than this process was left by another. */
function isHeld(lock: string, pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (pid === process.pid) {
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
    return made !== undefined && made > Date.now() - 1_000 * process.uptime()
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
