import type { RestorableEnvironment } from '../environment.ts'
import type { Lanes } from '../lanes.ts'
import { robotEnvironment } from '../robots/robot-environment.ts'
import { robotLanes } from '../robots/robot-lanes.ts'
import { paperSwimmerTask, swimmerV5Task } from '../robots/swimmer.ts'
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
export function mujocoLanes(mujoco: Mujoco, task: RobotTask<MujocoRobot>, count: number): Lanes {
  return robotLanes(task, mujocoEngine(mujoco, task.model, count))
}

/** `Swimmer-v5` (see `swimmerV5Task`) as a single environment. */
export function swimmerV5(mujoco: Mujoco): MujocoEnvironment {
  return mujocoEnvironment(mujoco, swimmerV5Task)
}

/** `Swimmer-v5` as lanes. */
export function swimmerV5Lanes(mujoco: Mujoco, count: number): Lanes {
  return mujocoLanes(mujoco, swimmerV5Task, count)
}

/** `paper/swimmer` (see `paperSwimmerTask`) as a single environment. */
export function paperSwimmer(mujoco: Mujoco): MujocoEnvironment {
  return mujocoEnvironment(mujoco, paperSwimmerTask)
}

/** `paper/swimmer` as lanes. */
export function paperSwimmerLanes(mujoco: Mujoco, count: number): Lanes {
  return mujocoLanes(mujoco, paperSwimmerTask, count)
}
