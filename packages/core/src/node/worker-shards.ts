import { availableParallelism } from 'node:os'
import { type ResourceLimits, Worker, workerData } from 'node:worker_threads'
import { messageOf } from '@trpo/math/messages'
import type { WorkerEvents, WorkerPort } from '../workers/port.ts'
import type { WorkerShard } from '../workers/worker-shard.ts'
import { type ModuleUrl, type WorkersOfRun, workerShards } from '../workers/worker-shards.ts'

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

/** The program of a thread, beside this file: TypeScript when this is source, JavaScript when it is built. */
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './shard-worker.ts' : './shard-worker.js', import.meta.url)

/** What a thread finds as its `workerData`. */
const THREAD = 'a shard of @trpo/core'

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

function thread(events: WorkerEvents, resourceLimits: ResourceLimits | undefined): WorkerPort {
  const execArgv = optionsOfThreads(process.execArgv)
  const worker = new Worker(PROGRAM, {
    name: 'trpo shard',
    workerData: THREAD,
    ...(execArgv && { execArgv }),
    ...(resourceLimits && { resourceLimits }),
  })
  worker.on('message', events.message)
  worker.on('messageerror', (error) => events.died(`an answer of it could not be read: ${error.message}`))
  worker.on('error', (error) => events.died(`it threw outside of any call: ${messageOf(error)}`, error))
  worker.on('exit', (code) => events.died(`it ended with exit code ${code}`))
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    hold(held) {
      if (held) worker.ref()
      else worker.unref()
    },
    async terminate() {
      await worker.terminate()
    },
  }
}

/**
 * The options for the threads of a program that is given as text (`node --input-type=module -e ...`): its threads would refuse
 * those two. Undefined for any other program, whose threads take all options as they are.
 */
function optionsOfThreads(given: readonly string[]): string[] | undefined {
  if (!given.some((option) => option.startsWith('--input-type'))) return undefined
  const withValue = ['--input-type', '-e', '--eval', '-p', '--print']
  return given.filter(
    (option, index) =>
      !withValue.includes(option) && !option.startsWith('--input-type=') && !withValue.includes(given[index - 1] ?? ''),
  )
}
