import { invertedDoublePendulumModel, POLE_LENGTH, TIP } from '../../robots/inverted-double-pendulum-model.ts'
import type { RobotModel } from '../../robots/task.ts'
import { cart, cartMotor, rail, untouched } from './cart.ts'
import { element } from './xml.ts'

const DAMPING = 0.05
/** Along x, then z. The tiny pull to the side keeps an exactly upright robot from standing for ever. */
const GRAVITY = [1e-5, 0, -9.81]
/** MuJoCo's working memory a lane, ten times what is used. */
const MEMORY = '64K'

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
    element('option', { timestep: invertedDoublePendulumModel.timestep, integrator: 'RK4', gravity: GRAVITY }),
    element('worldbody', {}, element('geom', floor), rail, cart({ damping: DAMPING, margin: 0.01 }, poles)),
    element('actuator', {}, cartMotor(500, 1)),
  )
}

/** The inverted double pendulum for every engine. */
export const invertedDoublePendulumRobot: RobotModel = {
  ...invertedDoublePendulumModel,
  mjcf: invertedDoublePendulumMjcf(),
}
