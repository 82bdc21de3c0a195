import type { Lanes } from '@trpo/envs'
import { loadMujoco, mujocoLanes } from '@trpo/envs/mujoco'
import { planarLanes, type RobotTask } from '@trpo/envs/planar'
import type { Physics } from './task.ts'

/** The function that makes lanes of a task on an engine. MuJoCo is loaded only when it is used. */
export async function lanesOn(physics: Physics): Promise<(task: RobotTask, count: number) => Lanes> {
  switch (physics) {
    case 'planar':
      return (task, count) => planarLanes(task, count)
    case 'planar f32x4':
      return (task, count) => planarLanes(task, count, { numerics: 'f32x4' })
    case 'mujoco': {
      const mujoco = await loadMujoco()
      return (task, count) => mujocoLanes(mujoco, task, count)
    }
  }
}
