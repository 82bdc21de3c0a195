import type { RestorableEnvironment } from '../environment.ts'
import type { RestorableLanes } from '../lanes.ts'
import { robotEnvironment } from '../robots/robot-environment.ts'
import { robotLanes } from '../robots/robot-lanes.ts'
import type { PlanarRobot, RobotTask } from '../robots/task.ts'
import type { TimeLimitSnapshot } from '../transforms/time-limit.ts'
import { type PlanarOptions, planarEngine } from './planar-engine.ts'

/** A single robot on planar physics. A snapshot goes to any environment of the same robot. */
export type PlanarEnvironment = RestorableEnvironment<TimeLimitSnapshot<Float64Array>>

/** Any planar robot's task as a single environment, with its time limit. For errors see `planarEngine`. */
export function planarEnvironment(task: RobotTask<PlanarRobot>, options?: PlanarOptions): PlanarEnvironment {
  return robotEnvironment(task, planarEngine(task.model, 1, options))
}

/** Robots as lanes that can go back to earlier states. A snapshot goes to any lane of lanes of the same robot. */
export type RobotLanes = RestorableLanes<TimeLimitSnapshot<Float64Array>>

/** Any planar robot's task as `count` lanes, stepped together. Bit for bit what single environments give. */
export function planarLanes(task: RobotTask<PlanarRobot>, count: number, options?: PlanarOptions): RobotLanes {
  return robotLanes(task, planarEngine(task.model, count, options))
}
