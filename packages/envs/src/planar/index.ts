export type { LastEvaluation, RobotEngine } from '../robots/engine.ts'
export { halfCheetahV5Task } from '../robots/half-cheetah.ts'
export { hopperV5Task, paperHopperTask } from '../robots/hopper.ts'
export { invertedDoublePendulumV5Task } from '../robots/inverted-double-pendulum.ts'
export { invertedPendulumV5Task } from '../robots/inverted-pendulum.ts'
export { reacherV5Task } from '../robots/reacher.ts'
export { paperSwimmerTask, swimmerV5Task } from '../robots/swimmer.ts'
export type { Foot, PlanarRobot, RobotModel, RobotTask, Sites, TakenStep } from '../robots/task.ts'
export { paperWalkerTask, walker2dV5Task } from '../robots/walker2d.ts'
export { type PlanarOptions, planarEngine } from './planar-engine.ts'
export {
  type PlanarEnvironment,
  planarEnvironment,
  planarLanes,
  type RobotLanes,
} from './planar-robots.ts'
