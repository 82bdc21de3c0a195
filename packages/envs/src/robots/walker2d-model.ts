import { walker2d } from '@trpo/physics'
import type { FootlessRobot, PlanarRobot } from './task.ts'

/**
 * The walker: qpos = [x, z, pitch, hip, knee, ankle of the right leg, then of the left] in m and rad, qvel its time
 * derivative, six motors.
 */
export const walker2dModel: FootlessRobot = {
  name: 'walker2d',
  planar: walker2d,
  frameSkip: 4,
  timestep: 0.002,
}

/** The same robot, whose engines also show how hard the floor pushes the right foot, then the left. */
export const walkerWithFeet: PlanarRobot = {
  ...walker2dModel,
  feet: [{ capsule: 'foot_geom' }, { capsule: 'foot_left_geom' }],
}
