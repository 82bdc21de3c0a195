import * as onPlanar from '@trpo/envs/planar'
import { type DrawableEnvironment, drawableCartPole, drawableRobot, drawableSpatialRobot } from '@trpo/envs/scenes'
import type { Physics } from '../environments/physics.ts'
import type { RegisteredEnvironment, TaskName } from '../environments/registry.ts'

/** Makes environments that can be drawn, without the transforms of a config. */
export type DrawableSource = () => DrawableEnvironment

/** The tasks of robots that move in space. The others have a planar description, from which they are drawn on any engine. */
const IN_SPACE = ['antV5Task', 'pusherV5Task', 'humanoidV5Task'] as const

type SpatialTaskName = (typeof IN_SPACE)[number]

/** What makes environments of an entry of the registry that can be drawn, on one of its engines. */
export async function drawn(
  { drawnAs }: Pick<RegisteredEnvironment, 'drawnAs'>,
  physics: Physics | null,
): Promise<DrawableSource> {
  if (drawnAs === 'cartPole') return drawableCartPole
  if (physics !== 'mujoco' && !isSpatial(drawnAs)) {
    const task = onPlanar[drawnAs]
    const numerics = physics === 'planar-f32' ? 'f32x4' : 'f64x2'
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
