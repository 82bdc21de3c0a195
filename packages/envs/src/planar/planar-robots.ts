import type { RestorableEnvironment } from '../environment.ts'
import type { Lanes } from '../lanes.ts'
import { robotEnvironment } from '../robots/robot-environment.ts'
import { robotLanes } from '../robots/robot-lanes.ts'
import { paperSwimmerTask, swimmerV5Task } from '../robots/swimmer.ts'
import type { PlanarRobot, RobotTask } from '../robots/task.ts'
import type { TimeLimitSnapshot } from '../transforms/time-limit.ts'
import { type PlanarOptions, planarEngine } from './planar-engine.ts'

/** A single robot on planar physics. A snapshot goes to any environment of the same robot. */
export type PlanarEnvironment = RestorableEnvironment<TimeLimitSnapshot<Float64Array>>

/** Any planar robot's task as a single environment, with its time limit. For errors see `planarEngine`. */
export function planarEnvironment(task: RobotTask<PlanarRobot>, options?: PlanarOptions): PlanarEnvironment {
  return robotEnvironment(task, planarEngine(task.model, 1, options))
}

/** Any planar robot's task as `count` lanes, stepped together. Bit for bit what single environments give. */
export function planarLanes(task: RobotTask<PlanarRobot>, count: number, options?: PlanarOptions): Lanes {
  return robotLanes(task, planarEngine(task.model, count, options))
}

/** `Swimmer-v5` (see `swimmerV5Task`) as a single environment. */
export function swimmerV5(options?: PlanarOptions): PlanarEnvironment {
  return planarEnvironment(swimmerV5Task, options)
}

/** `Swimmer-v5` as lanes. */
export function swimmerV5Lanes(count: number, options?: PlanarOptions): Lanes {
  return planarLanes(swimmerV5Task, count, options)
}

/** `paper/swimmer` (see `paperSwimmerTask`) as a single environment. */
export function paperSwimmer(options?: PlanarOptions): PlanarEnvironment {
  return planarEnvironment(paperSwimmerTask, options)
}

/** `paper/swimmer` as lanes. */
export function paperSwimmerLanes(count: number, options?: PlanarOptions): Lanes {
  return planarLanes(paperSwimmerTask, count, options)
}
