import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '@trpo/math/messages'
import { RunError } from '../errors.ts'
import { curvePoints, learningFigures } from '../figures/learning-figures.ts'
import { listCheckpoints } from './checkpoint-files.ts'
import { displayPath } from './display-path.ts'
import { exists } from './exists.ts'
import { readMetrics } from './metrics-file.ts'
import { runPaths } from './run-paths.ts'
import { readRun } from './stored-run.ts'

/** A run as a list shows it. */
export interface RunSummary {
  /** The name of its folder. */
  readonly name: string
  /** Its folder. */
  readonly directory: string
  /** Whether its iterations are done, or it cannot be read. */
  readonly state: 'finished' | 'unfinished' | 'unreadable'
  /** Iterations done. */
  readonly iteration: number
  /** The iterations that it is to have. */
  readonly iterations: number
  /** What its config calls itself; empty where it does not. */
  readonly preset: string
  /** Mean return of the last iterations, as `learningFigures` has it. */
  readonly lastReturn: number | null
  /** What is wrong, when the run cannot be read. */
  readonly fault: string | undefined
}

/** The runs below a folder, by name, and none when there is no such folder. Throws a RunError when the path is no folder. */
export async function listRuns(folder: string): Promise<RunSummary[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new RunError(`the runs in ${displayPath(folder)} cannot be listed: ${messageOf(error)}`, { cause: error })
  })
  const runs: RunSummary[] = []
  for (const name of names.sort()) {
    const directory = join(folder, name)
    if (await exists(runPaths(directory).config)) runs.push(await summarizeRun(name, directory))
  }
  return runs
}

/** The run of that name in a folder, as a list shows it; one that cannot be read says so. */
export async function summarizeRun(name: string, directory: string): Promise<RunSummary> {
  try {
    const { paths, config } = await readRun(directory)
    const iteration = (await listCheckpoints(paths.checkpoints)).at(-1)?.iteration ?? 0
    const { lastReturn } = learningFigures(curvePoints(await readMetrics(paths.metrics)))
    const state = iteration >= config.iterations ? 'finished' : 'unfinished'
    const { iterations, preset = '' } = config
    return { name, directory, state, iteration, iterations, preset, lastReturn, fault: undefined }
  } catch (error) {
    const unknown = { iteration: 0, iterations: 0, preset: '', lastReturn: null }
    return { name, directory, state: 'unreadable', ...unknown, fault: messageOf(error) }
  }
}
