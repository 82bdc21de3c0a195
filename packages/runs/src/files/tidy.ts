import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isOtherProcess } from './process-id.ts'
import type { RunPaths } from './run-paths.ts'
import { writerOf } from './write-file.ts'

/**
 * Removes what killed processes were writing in a run, which is never read. Only the process that trains the run may call this.
 * What cannot be removed stays, and does no harm but take room.
 */
export async function tidy({ directory, checkpoints, policy, best, average }: RunPaths): Promise<void> {
  const remove = async (folder: string, isLeft: (name: string) => boolean) => {
    for (const name of await readdir(folder).catch(() => []))
      if (isLeft(name)) await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
  // Another process may be drawing the report.
  await remove(directory, (name) => writerOf(name) !== undefined && !isOtherProcess(writerOf(name)))
  await remove(checkpoints, (name) => name.startsWith('.writing-'))
  for (const folder of [policy, best, average])
    await remove(folder, (name) => name.startsWith('policy.') && name.endsWith('.tmp'))
}
