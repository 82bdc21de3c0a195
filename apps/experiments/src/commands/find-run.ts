import { type Config, parseConfig } from '@trpo/recipes'
import { readRun, type StoredRun } from '@trpo/runs'

/** A run whose config is one of ours. */
export type TrpoRun = StoredRun<Config>

/** The run in a folder. Throws a RunError or ConfigError that names what is missing or wrong. */
export function findRun(directory: string): Promise<TrpoRun> {
  return readRun(directory, parseConfig)
}
