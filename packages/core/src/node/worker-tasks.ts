import type { TaskHost } from '../tasks/task.ts'
import { type WorkerTasksSettings, workerTasks } from '../workers/worker-tasks.ts'
import { thread } from './thread.ts'

/**
 * Does tasks in a worker thread of their own: for `createTrainer(parts, shards, { tasks: nodeWorkerTasks() })`. The thread is started
 * by the first task, and keeps the process alive only while an answer is waited for.
 */
export function nodeWorkerTasks({ onReplaced }: Omit<WorkerTasksSettings, 'spawn'> = {}): TaskHost {
  return workerTasks({ spawn: (events) => thread(events), onReplaced })
}
