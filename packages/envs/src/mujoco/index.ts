export type { LastEvaluation, RobotEngine } from '../robots/engine.ts'
export type { Quantity } from '../robots/quantities.ts'
export type { Foot, MujocoRobot, RobotModel, RobotTask, Sites, TakenStep } from '../robots/task.ts'
export { loadMujoco, type Mujoco } from './load.ts'
export { mujocoEngine } from './mujoco-engine.ts'
export {
  type MujocoEnvironment,
  mujocoEnvironment,
  mujocoLanes,
} from './mujoco-robots.ts'
export { antV5Task } from './spatial/ant.ts'
export { humanoidV5Task } from './spatial/humanoid.ts'
export { pusherV5Task } from './spatial/pusher.ts'
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
