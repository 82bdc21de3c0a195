import type { Measure } from '../measure/contestant.ts'
import { atari, atariIteration } from './atari.ts'
import { criticIteration } from './critic-iteration.ts'
import { fit } from './fit.ts'
import { iteration } from './iteration.ts'
import type { Prepared } from './prepared.ts'
import { rawLoops } from './raw-loops.ts'
import { sampling } from './sampling.ts'
import { bridge, lanes, mujoco, mujocoSteps, planar } from './simulation.ts'
import type { Task, TaskOf } from './task.ts'
import { update, workerUpdate } from './update.ts'
import { vineSampling } from './vine-sampling.ts'
import { workerIteration } from './worker-iteration.ts'
import { workerSampling } from './worker-sampling.ts'

/** Prepares a task. */
export async function prepare(task: Task): Promise<Prepared> {
  switch (task.kind) {
    case 'rawLoops':
      return rawLoops(task)
    case 'workerSampling':
      return workerSampling(task)
    case 'workerUpdate':
      return workerUpdate(task)
    case 'workerIteration':
      return workerIteration(task)
    case 'atariIteration':
      return atariIteration(task)
    default:
      // A task has a process of its own, which ends with it, so nothing is released.
      return { measure: await inThisThread(task), dispose: async () => {} }
  }
}

type WorkerTask = TaskOf<'rawLoops' | 'workerSampling' | 'workerUpdate' | 'workerIteration' | 'atariIteration'>

function inThisThread(task: Exclude<Task, WorkerTask>): Promise<Measure> {
  switch (task.kind) {
    case 'mujoco':
      return mujoco(task)
    case 'mujocoSteps':
      return mujocoSteps(task)
    case 'planar':
      return planar(task)
    case 'lanes':
      return lanes(task)
    case 'atari':
      return atari(task)
    case 'bridge':
      return bridge(task)
    case 'sampling':
      return sampling(task)
    case 'vineSampling':
      return vineSampling(task)
    case 'update':
      return update(task)
    case 'fit':
      return fit(task)
    case 'iteration':
      return iteration(task)
    case 'criticIteration':
      return criticIteration(task)
  }
}
