import type { TaskHost } from '../tasks/task.ts'
import { type WorkerTasksSettings, workerTasks } from '../workers/worker-tasks.ts'
import { ownWorker, portOf } from './own-worker.ts'
import type { WebWorker } from './web-worker.ts'

/** Tasks in a web worker. */
export interface WebWorkerTasksSettings extends Omit<WorkerTasksSettings, 'spawn'> {
  /**
   * Makes a worker whose script calls `serveWebShard`, such as that of `webWorkerShards`.
   * @default a worker of this package's own script
   */
  readonly worker?: (() => WebWorker) | undefined
}

/**
 * Does tasks in a web worker of their own: for `createTrainer(parts, shards, { tasks: webWorkerTasks({ worker }) })`. The worker is
 * started by the first task.
 */
export function webWorkerTasks({ worker = ownWorker, onReplaced }: WebWorkerTasksSettings = {}): TaskHost {
  return workerTasks({ spawn: (events) => portOf(worker(), events), onReplaced })
}
