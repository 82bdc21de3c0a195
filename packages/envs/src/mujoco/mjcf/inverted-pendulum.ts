import { invertedPendulumModel } from '../../robots/inverted-pendulum-model.ts'
import type { RobotModel } from '../../robots/task.ts'
import { cart, cartMotor, rail, untouched } from './cart.ts'
import { element } from './xml.ts'

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
    element('option', { timestep: invertedPendulumModel.timestep, integrator: 'RK4' }),
    element('worldbody', {}, rail, cart({ damping: DAMPING }, pole)),
    element('actuator', {}, cartMotor(100, 3)),
  )
}

/** The inverted pendulum for every engine. */
export const invertedPendulumRobot: RobotModel = { ...invertedPendulumModel, mjcf: invertedPendulumMjcf() }
