import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { asRunError, RunError } from '../errors.ts'
import { canonicalJson } from '../files/config-identity.ts'
import { displayPath } from '../files/display-path.ts'
import { withFolderLock } from '../files/folder-lock.ts'
import { makeFolder, writerOf } from '../files/write-file.ts'
import { isSweep, readSweep, type Sweep, sweepPaths, writeSweep } from './sweep-file.ts'

/**
 * Does `work` on the sweep in a folder, as the only process that does: on the one that is there, if it was asked for what is
 * asked for now, or on a new one.
 *
 * Throws a RunError when another process does that sweep, when the folder holds another sweep or something else, and what
 * `work` throws.
 *
 * @param sweep what is asked for; undefined to resume what is there
 * @param command the command that resumes it, for messages
 */
export async function withSweep<T>(
  directory: string,
  sweep: Sweep | undefined,
  work: (sweep: Sweep) => Promise<T>,
  command = 'trpo sweep',
): Promise<T> {
  const paths = sweepPaths(directory)
  if (sweep === undefined) await readSweep(directory)
  else {
    await assertFree(directory)
    await asRunError(`the sweep cannot be put into ${displayPath(paths.directory)}`, () => makeFolder(paths.directory))
  }
  const what = `the sweep ${displayPath(paths.directory)}`
  return withFolderLock({ lock: paths.lock, what, held: 'done' }, async () => {
    if (sweep !== undefined && !(await isSweep(directory))) {
      await writeSweep(directory, sweep)
      return work(sweep)
    }
    const stored = await readSweep(directory)
    if (sweep !== undefined && canonicalJson(stored.asked) !== canonicalJson(asJson(sweep.asked)))
      throw new RunError(
        `${what} was asked for something else (${displayPath(paths.sweep)}: ${stored.command}); give another --name, or continue with what it was asked for by \`${command} --resume ${displayPath(paths.directory)}\``,
      )
    return work(stored)
  })
}

/** Throws a RunError when a folder holds something that is no sweep, or no sweep yet. */
async function assertFree(directory: string): Promise<void> {
  const paths = sweepPaths(directory)
  const names = await readdir(paths.directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw new RunError(`the sweep cannot be put into ${displayPath(paths.directory)}: ${error.message}`, {
      cause: error,
    })
  })
  if (names.includes(basename(paths.sweep))) return
  const early = [basename(paths.lock), basename(paths.logs)]
  const isEarly = (name: string) => early.some((start) => name.startsWith(start)) || writerOf(name) !== undefined
  if (!names.every(isEarly))
    throw new RunError(`${displayPath(paths.directory)} holds files and is no sweep; give another --name or --out`)
}

/** A value as a file gives it back: without fields that are undefined. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
