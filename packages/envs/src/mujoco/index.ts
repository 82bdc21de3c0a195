export type { LastEvaluation, RobotEngine } from '../robots/engine.ts'
export type { Foot, MujocoRobot, RobotModel, RobotTask, Sites } from '../robots/task.ts'
export { loadMujoco, type Mujoco } from './load.ts'
export { mujocoEngine } from './mujoco-engine.ts'
export {
  type MujocoEnvironment,
  mujocoEnvironment,
  mujocoLanes,
} from './mujoco-robots.ts'
export {
  halfCheetahV5Task,
  hopperV5Task,
  invertedDoublePendulumV5Task,
  invertedPendulumV5Task,
  paperHopperTask,
  paperSwimmerTask,
  paperWalkerTask,
  reacherV5Task,
  swimmerV5Task,
  walker2dV5Task,
} from './tasks.ts'
