import { hopper } from '@trpo/physics'
import type { FootlessRobot } from './task.ts'

/** The hopper: qpos = [x, z, pitch, hip, knee, ankle] in m and rad, qvel its time derivative, three motors. */
export const hopperModel: FootlessRobot = {
  name: 'hopper',
  planar: hopper,
  frameSkip: 4,
  timestep: 0.002,
}
