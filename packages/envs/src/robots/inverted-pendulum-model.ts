import { invertedPendulum } from '@trpo/physics'
import { cart, cartMotor, rail, untouched } from './cart-mjcf.ts'
import type { RobotModel } from './task.ts'
import { element } from './xml.ts'

const TIMESTEP = 0.02
const DAMPING = 1
/** MuJoCo's working memory a lane, ten times what is used. */
const MEMORY = '64K'

function invertedPendulumMjcf(): string {
  const hinge = { name: 'pole', type: 'hinge', axis: [0, 1, 0], limited: 'true', range: [-90, 90], damping: DAMPING }
  const pole = element(
    'body',
    { name: 'pole' },
    element('joint', hinge),
    // It leans by 1/600 at angle 0, which is not quite where it balances.
    element('geom', { name: 'pole', type: 'capsule', fromto: [0, 0, 0, 0.001, 0, 0.6], size: 0.049, ...untouched }),
  )
  return element(
    'mujoco',
    { model: 'inverted pendulum' },
    element('compiler', { angle: 'degree' }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: TIMESTEP, integrator: 'RK4' }),
    element('worldbody', {}, rail, cart({ damping: DAMPING }, pole)),
    element('actuator', {}, cartMotor(100, 3)),
  )
}

/**
 * A pole on a cart: qpos = [cart, pole] in m and rad, qvel its time derivative, one motor on the cart.
 *
 * Written from the published constants of Gymnasium's inverted_pendulum (v5): compiled, those of the MJCF are equal to its
 * own up to rounding (goldens/inverted-pendulum.json). The planar description is that of `@trpo/physics`.
 */
export const invertedPendulumModel: RobotModel = {
  name: 'inverted pendulum',
  mjcf: invertedPendulumMjcf(),
  planar: invertedPendulum,
  frameSkip: 2,
  timestep: TIMESTEP,
}
