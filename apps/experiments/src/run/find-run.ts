import { basename, join } from 'node:path'
import { type Config, parseConfig } from '@trpo/recipes'
import { exists, readJson, readRun, runPaths, type StoredRun } from '@trpo/runs'

/** A run whose config is one of `@trpo/recipes`. */
export type TrpoRun = StoredRun<Config>

/** The folder of the runs, where --out names no other. */
export const RUNS = 'runs'

/**
 * The run in a folder or, where there is no such folder, the run of that name as `trpo list` shows it. Throws a RunError or
 * ConfigError that names what is missing or wrong, also when the run is not one of ours.
 */
export async function findRun(given: string): Promise<TrpoRun> {
  return readRun(await folderOf(given), parseConfig)
}

/**
 * A run of any training that `@trpo/runs` keeps: only its records and its provenance can be counted on. A config that declares
 * the `version` of its format, as those of `@trpo/recipes` do, is read as one of ours. Throws as `findRun`.
 */
export async function findAnyRun(given: string): Promise<StoredRun> {
  const folder = await folderOf(given)
  const { config } = runPaths(folder)
  if ((await exists(config)) && !isOwnConfig(await readJson(config))) return readRun(folder)
  return readRun(folder, parseConfig)
}

/** Whether a run that `findAnyRun` gave is one of ours. */
export function isOwnRun(run: StoredRun): run is TrpoRun {
  return isOwnConfig(run.raw)
}

/** Whether a config declares the version of its format. */
function isOwnConfig(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'version' in raw
}

/** The folder that is given, or the folder of the run of this name. */
async function folderOf(given: string): Promise<string> {
  const named = join(RUNS, given)
  const isName = basename(given) === given && !(await isRun(given)) && (await isRun(named))
  return isName ? named : given
}

function isRun(directory: string): Promise<boolean> {
  return exists(runPaths(directory).config)
}
