export type { RobotEngine } from '../robots/engine.ts'
export { paperSwimmerTask, swimmerV5Task } from '../robots/swimmer.ts'
export type { PlanarRobot, RobotModel, RobotTask } from '../robots/task.ts'
export { planarEngine } from './planar-engine.ts'
export {
  type PlanarEnvironment,
  paperSwimmer,
  paperSwimmerLanes,
  planarEnvironment,
  planarLanes,
  swimmerV5,
  swimmerV5Lanes,
} from './planar-robots.ts'
