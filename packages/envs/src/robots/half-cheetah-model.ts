import { halfCheetah } from '@trpo/physics'
import type { FootlessRobot } from './task.ts'

/**
 * The half-cheetah: qpos = [x, z, pitch, thigh, shin, foot of the back leg, then of the front leg] in m and rad, z from
 * where it starts, qvel its time derivative, six motors.
 */
export const halfCheetahModel: FootlessRobot = {
  name: 'half-cheetah',
  planar: halfCheetah,
  frameSkip: 5,
  timestep: 0.01,
}
