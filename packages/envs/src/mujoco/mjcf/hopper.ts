import { hopperModel } from '../../robots/hopper-model.ts'
import type { RobotModel } from '../../robots/task.ts'
import { leg, legMotors, torso, type UprightParts } from './upright.ts'
import { element } from './xml.ts'

/** MuJoCo's working memory a lane: a hopper folded up on the floor uses a tenth of it. */
const MEMORY = '512K'

/** Surfaces are slightly soft, and touch 1 mm before they meet. */
const surface = { margin: 0.001, solimp: [0.8, 0.8, 0.01] }

/** All parts touch the floor and each other; floor contacts have friction, those between parts have none. */
const parts: UprightParts = {
  joint: { armature: 1, damping: 1 },
  surface: { ...surface, condim: 1 },
  friction: 0.9,
  footFriction: 2,
  foot: { frame: 0.13, heel: -0.13, toe: 0.26 },
}

function hopperMjcf(): string {
  const floor = { name: 'floor', type: 'plane', size: [20, 20, 0.125], condim: 3, ...surface }
  return element(
    'mujoco',
    { model: 'hopper' },
    element('compiler', { angle: 'degree' }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: hopperModel.timestep, integrator: 'RK4' }),
    element('worldbody', {}, element('geom', floor), torso(parts, leg(parts))),
    element('actuator', {}, ...legMotors(200)),
  )
}

/**
 * The hopper, for every engine.
 *
 * Written from the published constants of Gymnasium's hopper (v5): compiled, those of the MJCF are equal to its own up
 * to rounding (goldens/hopper.json).
 */
export const hopperRobot: RobotModel = { ...hopperModel, mjcf: hopperMjcf() }
