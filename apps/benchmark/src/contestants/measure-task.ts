import type { Measure } from '../measure/contestant.ts'
import { iteration } from './iteration.ts'
import { sampling } from './sampling.ts'
import { lanes, raw, rawSteps } from './simulation.ts'
import type { Task } from './task.ts'
import { update } from './update.ts'

/** Prepares a task; its process is its own and ends with it, so nothing is released. */
export function prepare(task: Task): Promise<Measure> {
  switch (task.kind) {
    case 'raw':
      return raw(task)
    case 'rawSteps':
      return rawSteps(task)
    case 'lanes':
      return lanes(task)
    case 'sampling':
      return sampling(task)
    case 'update':
      return update(task)
    case 'iteration':
      return iteration(task)
  }
}
