import { type PlanarRobot, planarEngine, type RobotTask } from '@trpo/envs/planar'
import { drawableRobot, drawableSpatialRobot } from '@trpo/envs/scenes'
import type { Physics } from '../environments/physics.ts'
import type { DrawableSource, PlanarTaskName, SpatialTaskName } from '../environments/registry.ts'

/** What only pictures of environments take. */
export { drawableCartPole } from '@trpo/envs/scenes'

/** A task of a planar robot on planar physics, to be drawn. */
export function drawnOnPlanar(task: RobotTask<PlanarRobot>, physics: Physics | null): DrawableSource {
  const numerics = physics === 'planar-f32' ? 'f32x4' : 'f64x2'
  return () => drawableRobot(task, planarEngine(task.model, 1, { numerics }))
}

/** The same on MuJoCo: its capsules are drawn from its planar description all the same. */
export async function drawnOnMujoco(name: PlanarTaskName): Promise<DrawableSource> {
  const { [name]: task, loadMujoco, mujocoEngine } = await import('@trpo/envs/mujoco')
  const mujoco = await loadMujoco()
  return () => drawableRobot(task, mujocoEngine(mujoco, task.model, 1))
}

/** A task of a robot that moves in space, to be drawn. */
export async function drawnInSpace(name: SpatialTaskName): Promise<DrawableSource> {
  const { [name]: task, loadMujoco } = await import('@trpo/envs/mujoco')
  const mujoco = await loadMujoco()
  return () => drawableSpatialRobot(mujoco, task)
}
