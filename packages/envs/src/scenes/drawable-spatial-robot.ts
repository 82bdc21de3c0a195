import type { Mujoco } from '../mujoco/load.ts'
import { mujocoEngine } from '../mujoco/mujoco-engine.ts'
import { robotEnvironment } from '../robots/robot-environment.ts'
import { controlTimestep, type MujocoRobot, type RobotTask } from '../robots/task.ts'
import type { DrawableRobot } from './drawable-robot.ts'
import { viewOf } from './looks.ts'
import { type SpatialView, spatialScene } from './spatial-scene.ts'

/**
 * A task of any robot on MuJoCo as a single environment that can be drawn: that of `mujocoEnvironment`, to the same bits, with a
 * `scene` of the model's own geoms. For planar robots `drawableRobot` draws the same without a second model.
 *
 * Throws as `mujocoEnvironment` and `spatialScene`.
 *
 * @param view from where it is seen; by default as suits the robots of this package
 */
export function drawableSpatialRobot(
  mujoco: Mujoco,
  task: RobotTask<MujocoRobot>,
  view: SpatialView = viewOf(task.model),
): DrawableRobot<Float64Array> {
  const engine = mujocoEngine(mujoco, task.model, 1)
  const environment = robotEnvironment(task, engine)
  try {
    const scene = spatialScene(mujoco, task.model, view)
    return {
      ...environment,
      timeStep: controlTimestep(task.model),
      scene: () => scene.at(engine.qpos[0]),
      dispose() {
        environment.dispose?.()
        scene.dispose()
      },
    }
  } catch (cause) {
    environment.dispose?.()
    throw cause
  }
}
