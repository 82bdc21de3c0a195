import type { Drawable } from '@trpo/drawing'
import type { RestorableEnvironment } from '../environment.ts'
import type { RobotEngine } from '../robots/engine.ts'
import { robotEnvironment } from '../robots/robot-environment.ts'
import { controlTimestep, type PlanarRobot, type RobotTask } from '../robots/task.ts'
import type { TimeLimitSnapshot } from '../transforms/time-limit.ts'
import { lookOf } from './looks.ts'
import { type PlanarLook, planarScene } from './planar-scene.ts'

/** A single robot that can be drawn. A snapshot goes to any environment of the same robot on the same engine. */
export type DrawableRobot<S> = RestorableEnvironment<TimeLimitSnapshot<S>> & Drawable

/**
 * A task of a planar robot on an engine of one lane, `planarEngine` or `mujocoEngine`, as a single environment that can be drawn:
 * that of `robotEnvironment`, to the same bits, with a `scene` of the robot's own capsules where they are. Disposes of the engine.
 *
 * Throws as `robotEnvironment` and `planarScene`.
 *
 * @param look how the robot looks; by default that of the robots of this package, and plain for one of your own
 */
export function drawableRobot<S>(
  task: RobotTask<PlanarRobot>,
  engine: RobotEngine<S>,
  look: PlanarLook = lookOf(task.model.planar),
): DrawableRobot<S> {
  const scene = planarScene(task.model.planar, look)
  return {
    ...robotEnvironment(task, engine),
    timeStep: controlTimestep(task.model),
    scene: () => scene(engine.qpos[0]),
  }
}
