import { messageOf } from '@trpo/math/messages'
import { RunError } from '../errors.ts'
import { displayPath } from './display-path.ts'
import { shellLine } from './shell-line.ts'

/** What to do about a file that cannot be written, by the system's name of the reason. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space, or keep fewer checkpoints (checkpoints.keep of config.json)',
  EDQUOT: 'your quota of the disk is used up: free some space',
  EFBIG: 'the file system takes no file of that size: use another one',
  EACCES: 'this user may not write there: change the permissions, or run as the owner',
  EPERM: 'this user may not write there: change the permissions, or run as the owner',
  EROFS: 'the file system is read-only: mount it for writing, or copy the run to another one',
  ENOTDIR: 'a file is where a folder should be: move it away',
  EISDIR: 'a folder is where a file should be: move it away',
  EEXIST: 'something else is where this should be: move it away',
  ENOENT: 'its folder is gone: put it back',
  EMFILE: 'too many files are open: raise the limit (`ulimit -n`)',
  ENFILE: 'too many files are open: raise the limit of the system',
  EIO: 'the disk reports an error: copy the run to another one',
}

/**
 * Does `work`, which writes below `path`. What the system refuses becomes a RunError that names the file, the reason and what
 * to do. `then` says what to do after that.
 */
export async function writing<T>(path: string, then: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const refused = systemError(error)
    if (refused === undefined) throw error
    const reason = messageOf(error).replaceAll(path, displayPath(path))
    const advice = ADVICE[refused.code] ?? 'see what the system says of it'
    throw new RunError(`${displayPath(path)} cannot be written: ${reason}; ${advice}; ${then}`, { cause: error })
  }
}

/** What to do after that about a run that has begun. */
export function resumeAfter(directory: string): string {
  return `then continue with \`${shellLine(['trpo', 'resume', displayPath(directory)])}\``
}

/** The message of an error of the system that nobody expected, which names the file, and what to do. */
export function systemMessage(error: unknown): string | undefined {
  const refused = systemError(error)
  if (refused === undefined) return undefined
  const advice = ADVICE[refused.code]
  return `${messageOf(error).replaceAll(`${process.cwd()}/`, '')}${advice === undefined ? '' : `; ${advice}`}`
}

/** The error of the system that another one was caused by, or is. */
function systemError(error: unknown): { readonly code: string } | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if ('code' in inner && typeof inner.code === 'string' && 'syscall' in inner) return { code: inner.code }
  return undefined
}
