export type { RobotEngine } from '../robots/engine.ts'
export { paperSwimmerTask, swimmerV5Task } from '../robots/swimmer.ts'
export type { MujocoRobot, RobotModel, RobotTask } from '../robots/task.ts'
export { loadMujoco, type Mujoco } from './load.ts'
export { mujocoEngine } from './mujoco-engine.ts'
export {
  type MujocoEnvironment,
  mujocoEnvironment,
  mujocoLanes,
  paperSwimmer,
  paperSwimmerLanes,
  swimmerV5,
  swimmerV5Lanes,
} from './mujoco-robots.ts'
