import { createTrainer, type Trainer } from '@trpo/core'
import type { Config } from '../config/config.ts'
import { loadEnvironment } from '../environments/find-environment.ts'
import type { LoadedEnvironment } from '../environments/prepare-environment.ts'
import { buildParts, buildShard } from './build-parts.ts'

/**
 * The training that a config describes, in this thread: a page's or Node's. `trainingOf` of `@trpo/recipes/node` does the
 * same on all cores. Throws a ConfigError when the config's settings do not go together.
 *
 * @param environment @default the one of the registry that the config names
 */
export async function trainingOf(config: Config, environment?: LoadedEnvironment): Promise<Trainer> {
  const loaded = environment ?? (await loadEnvironment(config))
  const parts = buildParts(config, loaded.spec)
  return createTrainer(parts, [buildShard(config, loaded, undefined, parts)], { clock: () => performance.now() })
}

/** Of every engine, and not in every library of types. */
declare const performance: { now(): number }
