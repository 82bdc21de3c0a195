import { basename, join } from 'node:path'
import { type Config, parseConfig } from '@trpo/recipes'
import { exists, readRun, runPaths, type StoredRun } from '@trpo/runs'

/** A run whose config is one of ours. */
export type TrpoRun = StoredRun<Config>

/** Where runs are kept unless --out says otherwise. */
export const RUNS = 'runs'

/**
 * The run in a folder; or that of a name, as `trpo list` shows it, where there is no such folder. Throws a RunError or
 * ConfigError that names what is missing or wrong.
 */
export async function findRun(given: string): Promise<TrpoRun> {
  const named = join(RUNS, given)
  const isName = basename(given) === given && !(await isRun(given)) && (await isRun(named))
  return readRun(isName ? named : given, parseConfig)
}

function isRun(directory: string): Promise<boolean> {
  return exists(runPaths(directory).config)
}
