import { displayPath } from './display-path.ts'
import { lockHolder, withFolderLock } from './folder-lock.ts'
import type { RunPaths } from './run-paths.ts'
import { tidy } from './tidy.ts'

/**
 * Does `work` while no other process trains the run: its lock file holds our process id meanwhile, and is removed however the
 * process ends, except by kill -9. A lock whose process has ended is cleared away.
 *
 * Throws a TakenError when another process holds the lock.
 */
export function withRunLock<T>(paths: RunPaths, work: () => Promise<T>): Promise<T> {
  const { lock, directory } = paths
  return withFolderLock({ lock, what: `the run ${displayPath(directory)}`, held: 'trained' }, async () => {
    await tidy(paths)
    return work()
  })
}

/** The process that trains a run now; undefined when none does. */
export function trainedBy({ lock }: Pick<RunPaths, 'lock'>): Promise<number | undefined> {
  return lockHolder(lock)
}
