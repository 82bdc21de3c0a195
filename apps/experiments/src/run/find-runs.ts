import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { listCheckpoints } from '@trpo/core/node'
import { InputError, messageOf } from '../errors.ts'
import { readMetrics } from './metrics-file.ts'
import { displayPath, exists, readRun, runPaths } from './run-directory.ts'

/** A run as a list shows it. */
export interface RunSummary {
  readonly name: string
  readonly directory: string
  readonly state: 'finished' | 'unfinished' | 'unreadable'
  /** Iterations done, and what the run is to have. */
  readonly iteration: number
  readonly iterations: number
  readonly preset: string
  /** Mean return of the last iteration that has one. */
  readonly lastReturn: number | null
  /** What is wrong with an unreadable one. */
  readonly fault: string | undefined
}

/** The runs below a folder, by name; none when there is no such folder. Throws an InputError when it is none. */
export async function findRuns(folder: string): Promise<RunSummary[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new InputError(`the runs in ${displayPath(folder)} cannot be listed: ${messageOf(error)}`, { cause: error })
  })
  const runs: RunSummary[] = []
  for (const name of names.sort()) {
    const directory = join(folder, name)
    if (await exists(runPaths(directory).config)) runs.push(await summarizeRun(name, directory))
  }
  return runs
}

async function summarizeRun(name: string, directory: string): Promise<RunSummary> {
  try {
    const { paths, config } = await readRun(directory)
    const iteration = (await listCheckpoints(paths.checkpoints)).at(-1)?.iteration ?? 0
    const records = await readMetrics(paths.metrics)
    const lastReturn = records.findLast((record) => record.episodes.meanReturn !== null)?.episodes.meanReturn ?? null
    const state = iteration >= config.iterations ? 'finished' : 'unfinished'
    const { iterations, preset } = config
    return { name, directory, state, iteration, iterations, preset, lastReturn, fault: undefined }
  } catch (error) {
    const unknown = { iteration: 0, iterations: 0, preset: '', lastReturn: null }
    return { name, directory, state: 'unreadable', ...unknown, fault: messageOf(error) }
  }
}
