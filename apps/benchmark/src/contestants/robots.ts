import {
  halfCheetahV5Task,
  hopperV5Task,
  invertedDoublePendulumV5Task,
  invertedPendulumV5Task,
  paperSwimmerTask,
  type RobotTask,
  reacherV5Task,
  swimmerV5Task,
  walker2dV5Task,
} from '@trpo/envs/mujoco'
import type { ModelName } from '../models.ts'

/** The task that each robot is measured at, and the task of `paper/swimmer`. */
export const robots: Readonly<Record<ModelName | 'paper/swimmer', RobotTask>> = {
  swimmer: swimmerV5Task,
  hopper: hopperV5Task,
  walker2d: walker2dV5Task,
  half_cheetah: halfCheetahV5Task,
  inverted_pendulum: invertedPendulumV5Task,
  inverted_double_pendulum: invertedDoublePendulumV5Task,
  reacher: reacherV5Task,
  'paper/swimmer': paperSwimmerTask,
}
