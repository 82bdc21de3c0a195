import type { WorkerShard } from '../workers/worker-shard.ts'
import { type ModuleUrl, type WorkersOfRun, workerShards } from '../workers/worker-shards.ts'
import { ownWorker, portOf } from './own-worker.ts'
import type { WebWorker } from './web-worker.ts'

declare const navigator: { readonly hardwareConcurrency: number }

/** Shards of a run in web workers. Give `worker`, or a `module`. */
export interface WebWorkerShardsSettings<Config> extends WorkersOfRun<Config> {
  /**
   * Makes a worker whose script calls `serveWebShard(createShard)`, in a form that a bundler understands, such as `() => new
   * Worker(new URL('./my-worker.ts', import.meta.url), { type: 'module' })`. Vite needs `worker: { format: 'es' }` where the
   * script loads code when it needs it, or awaits at the top.
   */
  readonly worker?: (() => WebWorker) | undefined
  /** URL of a module that exports `createShard(config, groups)`, a `ShardFactory`, and that a worker can import as it is: bundled, as import maps do not reach workers. */
  readonly module?: ModuleUrl | undefined
  /**
   * The most workers. There are never more than lane groups that have lanes. The number leaves no trace in the bits.
   * @default as many as the machine runs at once
   */
  readonly workers?: number | undefined
}

/**
 * Shards in web workers, for `createTrainer(parts, webWorkerShards({ worker, config, lanes }))`. `dispose` of the
 * trainer or of each shard ends them, as does leaving the page.
 *
 * A worker that throws outside of any call is replaced. One that calls `close()` cannot be noticed: no browser says so.
 *
 * Throws like `workerShards`, which says more, and a TypeError unless one of `worker` and `module` is given.
 */
export function webWorkerShards<Config>(settings: WebWorkerShardsSettings<Config>): readonly WorkerShard[] {
  const { worker, workers = navigator.hardwareConcurrency, ...others } = settings
  if ((worker === undefined) === (others.module === undefined))
    throw new TypeError('give either worker, which makes a worker of your own, or module, which exports createShard')
  return workerShards({ ...others, workers, spawn: (events) => portOf((worker ?? ownWorker)(), events) })
}
