import { cos, sin } from '@trpo/math'
import { invertedDoublePendulum } from '@trpo/physics'
import { cart, cartMotor, rail, untouched } from './cart-mjcf.ts'
import type { RobotModel } from './task.ts'
import { element } from './xml.ts'

const TIMESTEP = 0.01
const DAMPING = 0.05
const POLE_LENGTH = 0.6
/** Along x, then z. The tiny pull to the side keeps an exactly upright robot from standing for ever. */
const GRAVITY = [1e-5, 0, -9.81]
/** MuJoCo's working memory a lane, ten times what is used. */
const MEMORY = '64K'
const TIP = 'tip'

function pole(name: string, height: number, ...above: string[]): string {
  return element(
    'body',
    { name, pos: [0, 0, height] },
    element('joint', { name, type: 'hinge', axis: [0, 1, 0], damping: DAMPING }),
    element('geom', { name, type: 'capsule', fromto: [0, 0, 0, 0, 0, POLE_LENGTH], size: 0.045, ...untouched }),
    ...above,
  )
}

function invertedDoublePendulumMjcf(): string {
  const tip = element('site', { name: TIP, pos: [0, 0, POLE_LENGTH], size: 0.01 })
  const poles = pole('lower pole', 0, pole('upper pole', POLE_LENGTH, tip))
  const floor = { name: 'floor', type: 'plane', pos: [0, 0, -3], size: [40, 40, 40], ...untouched }
  return element(
    'mujoco',
    { model: 'inverted double pendulum' },
    element('size', { memory: MEMORY }),
    element('option', { timestep: TIMESTEP, integrator: 'RK4', gravity: GRAVITY }),
    element('worldbody', {}, element('geom', floor), rail, cart({ damping: DAMPING, margin: 0.01 }, poles)),
    element('actuator', {}, cartMotor(500, 1)),
  )
}

/**
 * Two poles on a cart, one on the other: qpos = [cart, lower joint, upper joint] in m and rad, qvel its time derivative,
 * one motor on the cart. Its site is the tip of the upper pole.
 *
 * Written from the published constants of Gymnasium's inverted_double_pendulum (v5): compiled, those of the MJCF are
 * equal to its own up to rounding (goldens/inverted-double-pendulum.json). The planar description is that of
 * `@trpo/physics`.
 */
export const invertedDoublePendulumModel: RobotModel = {
  name: 'inverted double pendulum',
  mjcf: invertedDoublePendulumMjcf(),
  planar: invertedDoublePendulum,
  frameSkip: 5,
  timestep: TIMESTEP,
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
