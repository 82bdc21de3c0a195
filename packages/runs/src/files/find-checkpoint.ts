import { listed } from '@trpo/math/messages'
import { RunError } from '../errors.ts'
import { type CheckpointFile, listCheckpoints } from './checkpoint-files.ts'
import { displayPath } from './display-path.ts'
import type { RunPaths } from './run-paths.ts'

/** The checkpoint of an iteration, or the last one. Throws a RunError when there is none. */
export async function findCheckpoint(paths: RunPaths, iteration?: number): Promise<CheckpointFile> {
  const found = await listCheckpoints(paths.checkpoints)
  const chosen = iteration === undefined ? found.at(-1) : found.find((file) => file.iteration === iteration)
  if (chosen !== undefined) return chosen
  const there =
    found.length === 0
      ? 'it has none'
      : `it has those of iterations ${listed(found.map((file) => `${file.iteration}`))}`
  const wanted = iteration === undefined ? 'no checkpoint' : `no checkpoint of iteration ${iteration}`
  throw new RunError(`the run ${displayPath(paths.directory)} has ${wanted}; ${there}`)
}
