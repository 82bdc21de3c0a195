import { cos, sin } from '@trpo/math'
import { invertedDoublePendulum } from '@trpo/physics'
import type { FootlessRobot } from './task.ts'

/** Length of each pole, in m. */
export const POLE_LENGTH = 0.6
/** The name of its site. */
export const TIP = 'tip'

/**
 * Two poles on a cart, one on the other: qpos = [cart, lower joint, upper joint] in m and rad, qvel its time derivative,
 * one motor on the cart. Its site is the tip of the upper pole.
 */
export const invertedDoublePendulumModel: FootlessRobot = {
  name: 'inverted double pendulum',
  planar: invertedDoublePendulum,
  frameSkip: 5,
  timestep: 0.01,
  sites: {
    names: [TIP],
    place(qpos, into) {
      const lower = qpos[1]
      const upper = lower + qpos[2]
      into[0] = qpos[0] + POLE_LENGTH * sin(lower) + POLE_LENGTH * sin(upper)
      into[1] = 0
      into[2] = POLE_LENGTH * cos(lower) + POLE_LENGTH * cos(upper)
    },
  },
}
