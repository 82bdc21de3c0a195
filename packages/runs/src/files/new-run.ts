import { readdir, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { messageOf } from '@trpo/math/messages'
import { asRunError, RunError, TakenError } from '../errors.ts'
import { displayPath } from './display-path.ts'
import { AGAIN, writeJson } from './json-file.ts'
import type { Provenance } from './provenance.ts'
import type { RunPaths } from './run-paths.ts'
import { writing } from './storage-error.ts'
import { makeFolder, writerOf } from './write-file.ts'

/** What a new run replaces, its config first, since a folder without a config is no run. */
function runFiles(paths: RunPaths): string[] {
  const { config, provenance, metrics, checkpoints, policy, best, average, report } = paths
  const { gait, episode, stride, csv, tensorboard, failedEpisode } = paths
  return [
    ...[config, provenance, metrics, checkpoints, policy, best, average, report],
    ...[gait, episode, stride, csv, tensorboard, failedEpisode],
  ]
}

/** Throws a RunError when a new run cannot be put into a directory, a TakenError where there is a run. It changes nothing. */
export async function assertFree(paths: RunPaths, force: boolean): Promise<void> {
  const names = await readdir(paths.directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw new RunError(`the run cannot be put into ${displayPath(paths.directory)}: ${messageOf(error)}`, {
      cause: error,
    })
  })
  // A run that was cut off before its config was written has left at most these.
  const early = [basename(paths.provenance), basename(paths.lock)]
  if (names.every((name) => early.some((start) => name.startsWith(start)) || writerOf(name) !== undefined)) return
  const shown = displayPath(paths.directory)
  if (!names.includes(basename(paths.config))) {
    const ours = [...runFiles(paths), paths.lock].map((path) => basename(path))
    if (!names.every((name) => ours.includes(name) || writerOf(name) !== undefined))
      throw new RunError(`${shown} holds files and is no run; give another --name or --out`)
    if (force) return
    throw new RunError(
      `${shown} holds what is left of a run (no ${basename(paths.config)}); give another --name, or --force to replace it`,
    )
  }
  if (!force)
    throw new TakenError(
      `there is a run ${shown}; continue it with \`trpo resume ${shown}\`, give another --name, or --force to replace it`,
    )
}

/** Makes the directory of a run. Throws a RunError when that fails. */
export async function makeDirectory(paths: RunPaths): Promise<void> {
  await asRunError(`the run cannot be put into ${displayPath(paths.directory)}`, () => makeFolder(paths.directory))
}

/** Puts a new run into its directory. What an earlier run left there is removed; other files stay. */
export async function createRun(paths: RunPaths, config: object, provenance: Provenance): Promise<void> {
  for (const path of runFiles(paths)) await writing(path, AGAIN, () => rm(path, { recursive: true, force: true }))
  await writeJson(paths.provenance, provenance)
  // The config comes last: a directory with a config is a run.
  await writeJson(paths.config, config)
}
