import type { ShardFactory } from '@trpo/core'
import { buildRun, buildShard } from '../build/build-run.ts'
import type { Config } from '../config/schema.ts'
import { loadEnvironment } from './load-environment.ts'

/** The values that a worker builds its shard from. */
export interface ShardConfig {
  readonly config: Config
  /** The folder that the path of an environment's module is relative to. */
  readonly startedIn: string
}

/** Builds the shard of some lane groups of a run. A worker that imports this module calls it. */
export const createShard: ShardFactory<ShardConfig> = async ({ config, startedIn }, groups) => {
  const environment = await loadEnvironment(config, startedIn)
  return buildShard(await buildRun(config, environment), environment, groups)
}
