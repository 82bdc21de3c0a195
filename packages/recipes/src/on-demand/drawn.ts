import * as onPlanar from '@trpo/envs/planar'
import { drawableCartPole, drawableCatch, drawableRobot, drawableSpatialRobot } from '@trpo/envs/scenes'
import type { DrawableSource, DrawnName, PlanarNumerics, TaskName } from '../environments/drawn-name.ts'

/** The tasks of robots that move in space. The others have a planar description, from which they are drawn on any engine. */
const IN_SPACE = ['antV5Task', 'pusherV5Task', 'humanoidV5Task'] as const

type SpatialTaskName = (typeof IN_SPACE)[number]

/**
 * What makes environments of a name that can be drawn.
 *
 * @param numerics those of planar physics; MuJoCo moves a robot where there are none
 */
export async function drawn(drawnAs: DrawnName, numerics: PlanarNumerics | undefined): Promise<DrawableSource> {
  if (drawnAs === 'cartPole') return drawableCartPole
  if (drawnAs === 'catch') return drawableCatch
  if (numerics !== undefined && !isSpatial(drawnAs)) {
    const { [drawnAs]: task } = onPlanar
    return () => drawableRobot(task, onPlanar.planarEngine(task.model, 1, { numerics }))
  }
  const onMujoco = await import('@trpo/envs/mujoco')
  const mujoco = await onMujoco.loadMujoco()
  if (isSpatial(drawnAs)) {
    const task = onMujoco[drawnAs]
    return () => drawableSpatialRobot(mujoco, task)
  }
  const task = onMujoco[drawnAs]
  return () => drawableRobot(task, onMujoco.mujocoEngine(mujoco, task.model, 1))
}

function isSpatial(name: TaskName): name is SpatialTaskName {
  return IN_SPACE.some((one) => one === name)
}
