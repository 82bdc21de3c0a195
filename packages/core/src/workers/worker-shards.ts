import type { SpawnWorker } from './port.ts'
import { spreadGroups } from './spread-groups.ts'
import type { WorkerReplacement } from './worker-replacement.ts'
import { type WorkerShard, workerShard } from './worker-shard.ts'

/** Every engine has it, but not every library of types. */
declare const structuredClone: <T>(value: T) => T

/** The settings that all hosts of shards in workers share. */
export interface WorkersOfRun<Config> {
  /** What `createShard` is given, in every worker: plain data, as it is now. */
  readonly config: Config
  /** Lanes of the whole run. */
  readonly lanes: number
  /** Hears of every worker that died and is replaced. */
  readonly onReplaced?: ((replacement: WorkerReplacement) => void) | undefined
}

/** A URL, absolute: a text, or such as `new URL('./my-shard.ts', import.meta.url)`. */
export type ModuleUrl = string | HasHref

/** A URL as an object. It has what is used here of `URL`, which is not in every library of types. */
export interface HasHref {
  /** The whole URL. */
  readonly href: string
}

/** Shards of a run that live in workers, whatever kind of worker that is. */
export interface WorkerShardsSettings<Config> extends WorkersOfRun<Config> {
  /**
   * The most workers. There are never more than lane groups that have lanes, which are 12, or as many as there are lanes. The
   * number leaves no trace in the bits.
   */
  readonly workers: number
  /** URL of a module that exports `createShard(config, groups)`, a `ShardFactory`. None is needed where the worker gives its own to `serveShard`. */
  readonly module?: ModuleUrl | undefined
  /** Starts a worker that calls `serveShard`. */
  readonly spawn: SpawnWorker
}

/**
 * Shards in workers, which between them own every lane group: for `createTrainer(parts, shards)`. The workers start at once,
 * and beside each other.
 *
 * Throws a RangeError when a count is not a whole number of at least 1, a TypeError when the module is no URL, and what
 * `spawn` throws. What is wrong with the config, the module or its `createShard` shows in the calls of the shards.
 */
export function workerShards<Config>(settings: WorkerShardsSettings<Config>): readonly WorkerShard[] {
  const { onReplaced, spawn } = settings
  const config = copyOf(settings.config)
  const module = settings.module === undefined ? undefined : urlOf(settings.module)
  const shards: WorkerShard[] = []
  try {
    for (const groups of spreadGroups(settings.workers, settings.lanes))
      shards.push(workerShard({ spawn, module, config, groups, onReplaced }))
    return shards
  } catch (error) {
    for (const shard of shards) void shard.dispose()
    throw error
  }
}

/**
 * The caller may write to a config before a worker receives it, or receives it again. A config that cannot be copied is refused
 * when it is sent.
 */
function copyOf<Config>(config: Config): Config {
  try {
    return structuredClone(config)
  } catch {
    return config
  }
}

/** A worker resolves relative paths from another place, so only whole URLs mean the same there. */
function urlOf(module: ModuleUrl): string {
  const text = typeof module === 'string' ? module : module.href
  if (!/^[a-z][a-z\d+.-]*:/i.test(text))
    throw new TypeError(`module is ${text}; give an absolute URL, such as new URL('./my-shard.ts', import.meta.url)`)
  return text
}
