import type { Task, TaskHost } from '../tasks/task.ts'
import { type Connection, connect, WorkerDeath } from './connection.ts'
import type { SpawnWorker } from './port.ts'
import { MAX_DEATHS, WorkerError } from './worker-error.ts'
import type { WorkerReplacement } from './worker-replacement.ts'

/** What to do about a worker that dies of a task. */
const ADVICE =
  'take fewer samples an iteration if memory ran out, or do tasks in this thread (without workerTasks, or by trpo --workers 1) to see the fault itself'

/** A host of tasks in a worker. */
export interface WorkerTasksSettings {
  /** Starts a worker that calls `serveShard`. */
  readonly spawn: SpawnWorker
  /** Hears of every worker that died and is replaced. */
  readonly onReplaced?: ((replacement: WorkerReplacement) => void) | undefined
}

/**
 * Does tasks in a worker of their own, one after the other, beside what this thread and other workers do. The worker is started by
 * the first task, so a run without tasks has none.
 *
 * A worker that dies is replaced, and the new one does the same task with the same input. When it has died `MAX_DEATHS` times within
 * one task, that rejects with a WorkerError. What a task throws is an answer, and leaves the worker alone. After `dispose`
 * every task rejects, those under way too. Inputs must not be written to before the answer.
 */
export function workerTasks({ spawn, onReplaced }: WorkerTasksSettings): TaskHost {
  let connection: Connection | undefined
  let disposed: Promise<void> | undefined
  let last: Promise<unknown> = Promise.resolve()

  const assertAlive = (): void => {
    if (disposed !== undefined) throw new Error('the host of tasks has been disposed of; make a new one')
  }

  const answerTo = async (name: string, input: unknown): Promise<unknown> => {
    for (let deaths = 1; ; deaths++) {
      assertAlive()
      connection ??= connect(spawn)
      const own = connection
      try {
        return await own.request({ kind: 'task', task: name, input })
      } catch (error) {
        if (!(error instanceof WorkerDeath)) throw error
        await own.close(error)
        connection = undefined
        assertAlive()
        if (deaths >= MAX_DEATHS) {
          throw new WorkerError(`the task ${name}`, deaths, error.message, ADVICE, error.cause)
        }
        onReplaced?.({ work: `the task ${name}`, reason: error.message, deaths })
      }
    }
  }

  return {
    elsewhere: true,
    run<I, O>({ name }: Task<I, O>, input: I): Promise<O> {
      const result = last.then(() => answerTo(name, input))
      last = result.catch(() => undefined)
      // The worker does the task of that name, whose answers are of this type.
      return result as Promise<O>
    },
    dispose() {
      disposed ??= Promise.resolve(connection?.close(new Error('the host of tasks has been disposed of')))
      return disposed
    },
  }
}
