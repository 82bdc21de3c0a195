import type { Measure } from '../measure/contestant.ts'
import { iteration } from './iteration.ts'
import { sampling } from './sampling.ts'
import { lanes, mujoco, mujocoSteps, planar } from './simulation.ts'
import type { Task } from './task.ts'
import { update } from './update.ts'

/** Prepares a task; its process is its own and ends with it, so nothing is released. */
export function prepare(task: Task): Promise<Measure> {
  switch (task.kind) {
    case 'mujoco':
      return mujoco(task)
    case 'mujocoSteps':
      return mujocoSteps(task)
    case 'planar':
      return planar(task)
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
