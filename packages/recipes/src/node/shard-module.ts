import type { ShardFactory } from '@trpo/core'
import { buildShard } from '../build/build-parts.ts'
import type { Config } from '../config/schema.ts'
import { loadEnvironment } from './load-environment.ts'

/** What a worker builds its shard from. */
export interface ShardConfig {
  readonly config: Config
  /** The folder that the path of an environment's module is relative to. */
  readonly startedIn: string
}

/** The shard of some lane groups of a run: what a worker does with this module. */
export const createShard: ShardFactory<ShardConfig> = async ({ config, startedIn }, groups) =>
  buildShard(config, await loadEnvironment(config, startedIn), groups)
