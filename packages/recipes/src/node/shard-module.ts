import type { ShardFactory } from '@trpo/core'
import { buildRun, buildShard } from '../build/build-run.ts'
import type { Config } from '../config/schema.ts'
import { loadEnvironment } from './load-environment.ts'

/** What a worker builds its shard from. */
export interface ShardConfig {
  readonly config: Config
  /** The folder that the path of an environment's module is relative to. */
  readonly startedIn: string
}

/** The shard of some lane groups of a run: what a worker does with this module. */
export const createShard: ShardFactory<ShardConfig> = async ({ config, startedIn }, groups) => {
  const environment = await loadEnvironment(config, startedIn)
  return buildShard(await buildRun(config, environment), environment, groups)
}
