import type { RestorableEnvironment } from '../environment.ts'
import type { RestorableLanes } from '../lanes.ts'
import { robotEnvironment } from '../robots/robot-environment.ts'
import { robotLanes } from '../robots/robot-lanes.ts'
import type { MujocoRobot, RobotTask } from '../robots/task.ts'
import type { TimeLimitSnapshot } from '../transforms/time-limit.ts'
import type { Mujoco } from './load.ts'
import { mujocoEngine } from './mujoco-engine.ts'

/** A single robot on MuJoCo. A snapshot goes to any environment of the same robot. `dispose` frees its memory. */
export type MujocoEnvironment = RestorableEnvironment<TimeLimitSnapshot<Float64Array>>

/** Any robot task as a single environment on MuJoCo, with its time limit. For errors see `mujocoEngine`. */
export function mujocoEnvironment(mujoco: Mujoco, task: RobotTask<MujocoRobot>): MujocoEnvironment {
  return robotEnvironment(task, mujocoEngine(mujoco, task.model, 1))
}

/** Any robot task as `count` lanes on MuJoCo, which share one compiled model. Bit for bit what single environments give. */
export function mujocoLanes(
  mujoco: Mujoco,
  task: RobotTask<MujocoRobot>,
  count: number,
): RestorableLanes<TimeLimitSnapshot<Float64Array>> {
  return robotLanes(task, mujocoEngine(mujoco, task.model, count))
}
