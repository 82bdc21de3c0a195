import { swimmer } from '@trpo/physics'
import type { FootlessRobot } from './task.ts'

/**
 * The swimmer: qpos = [x, y, heading, front elbow, rear elbow] in m and rad, qvel its time derivative, two motors.
 */
export const swimmerModel: FootlessRobot = {
  name: 'swimmer',
  planar: swimmer,
  frameSkip: 4,
  timestep: 0.01,
}
