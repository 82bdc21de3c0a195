import { availableParallelism } from 'node:os'
import { type ResourceLimits, workerData } from 'node:worker_threads'
import type { WorkerShard } from '../workers/worker-shard.ts'
import { type ModuleUrl, type WorkersOfRun, workerShards } from '../workers/worker-shards.ts'
import { THREAD, thread } from './thread.ts'

/** Shards of a run in worker threads. */
export interface NodeWorkerShardsSettings<Config> extends WorkersOfRun<Config> {
  /** URL of a module that exports `createShard(config, groups)`, a `ShardFactory`; every thread imports it. */
  readonly module: ModuleUrl
  /**
   * The most threads. There are never more than lane groups that have lanes. The number leaves no trace in the bits.
   * @default as many as this machine runs at once
   */
  readonly workers?: number | undefined
  /**
   * Limits of the memory of each thread. A thread that exceeds them dies and is replaced.
   * @default the limits of Node
   */
  readonly resourceLimits?: ResourceLimits | undefined
}

/**
 * Shards in worker threads, for `createTrainer(parts, nodeWorkerShards({ module, config, lanes }))`. The threads run
 * with the options of this process, such as `--conditions`. They keep the process alive only while an answer is waited
 * for; `dispose` of the trainer or of each shard ends them.
 *
 * Throws like `workerShards`, which says more, and an Error in one of these threads: a module that trains when it is
 * imported, and not only where `isMainThread`, would start threads without end.
 */
export function nodeWorkerShards<Config>(settings: NodeWorkerShardsSettings<Config>): readonly WorkerShard[] {
  if (workerData === THREAD)
    throw new Error(
      'nodeWorkerShards was called in one of its own threads: the module that exports createShard also trains when it is imported; put that behind `if (isMainThread)` (import { isMainThread } from node:worker_threads), or into another file',
    )
  const { resourceLimits, workers = availableParallelism(), ...others } = settings
  return workerShards({ ...others, workers, spawn: (events) => thread(events, resourceLimits) })
}
