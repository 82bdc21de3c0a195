import { listed } from '@trpo/math/messages'
import { adamTask } from '../estimators/value-network/fits/adam-task.ts'
import type { Task } from '../tasks/task.ts'

/** The tasks that a worker can do, by name. */
export interface KnownTasks {
  /** Does a task. Throws an Error that names it where this worker does not know it. */
  run(name: string, input: unknown): unknown
}

/** The tasks of this package. A new one is a line here. They keep what the next one can use again, such as a network. */
export function knownTasks(): KnownTasks {
  const tasks: readonly Task<never, unknown>[] = [adamTask()]
  return {
    run(name, input) {
      const task = tasks.find((candidate) => candidate.name === name)
      if (task === undefined)
        throw new Error(
          `a worker knows no task ${name}; it knows ${listed(tasks.map((known) => known.name))}. Do tasks of your own in this thread (inThisThread)`,
        )
      // The input is of the type of the task of that name, as the arguments of passes are.
      return Reflect.apply(task.run, undefined, [input])
    },
  }
}
