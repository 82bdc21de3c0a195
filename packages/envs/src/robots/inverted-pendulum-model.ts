import { invertedPendulum } from '@trpo/physics'
import type { FootlessRobot } from './task.ts'

/** A pole on a cart: qpos = [cart, pole] in m and rad, qvel its time derivative, one motor on the cart. */
export const invertedPendulumModel: FootlessRobot = {
  name: 'inverted pendulum',
  planar: invertedPendulum,
  frameSkip: 2,
  timestep: 0.02,
}
