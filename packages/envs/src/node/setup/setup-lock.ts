import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
    const holder = Number(contentsOf(lock))
    if (!isRunning(holder)) {
      rmSync(lock, { force: true })
      continue
    }
    if (!told) waiting(holder)
    told = true
    await setTimeout(EVERY)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function taken(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function contentsOf(lock: string): string {
  try {
    return readFileSync(lock, 'utf8')
  } catch {
    return ''
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
