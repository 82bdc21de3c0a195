import type { TaskHost } from '@trpo/core'
import type { Pulse } from './pulse.ts'
import { watch } from './watch.ts'

/** A host of tasks that can be stopped, since a pulse is called while its worker computes. */
export function watchedTasks(host: TaskHost, pulse: Pulse): TaskHost {
  return {
    ...host,
    run: (task, input) => watch(Promise.resolve(host.run(task, input)), pulse),
  }
}
