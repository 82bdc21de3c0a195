import type { RobotModel } from '../../robots/task.ts'
import { walker2dModel } from '../../robots/walker2d-model.ts'
import { leg, legMotors, torso, type UprightParts } from './upright.ts'
import { element } from './xml.ts'

/** MuJoCo's working memory a lane: a walker on its face uses a tenth of it. */
const MEMORY = '512K'
const LEFT = ' left'

/** Parts touch the floor (whose conaffinity is 1), not each other: legs pass through each other. */
const parts: UprightParts = {
  joint: { armature: 0.01, damping: 0.1 },
  surface: { conaffinity: 0 },
  friction: 0.9,
  footFriction: 1.9,
  foot: { frame: 0.2, heel: 0, toe: 0.2 },
}

function walker2dMjcf(): string {
  const floor = { name: 'floor', type: 'plane', size: [40, 40, 40], friction: 0.7 }
  return element(
    'mujoco',
    { model: 'walker2d' },
    element('compiler', { angle: 'degree' }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: walker2dModel.timestep, integrator: 'RK4' }),
    // Torsional and rolling friction, which nothing that moves in a plane feels.
    element('default', {}, element('geom', { friction: [1, 0.1, 0.1] })),
    element('worldbody', {}, element('geom', floor), torso(parts, leg(parts), leg(parts, LEFT))),
    element('actuator', {}, ...legMotors(100), ...legMotors(100, LEFT)),
  )
}

/**
 * The walker, for every engine.
 *
 * Written from the published constants of Gymnasium's walker2d (v5): compiled, those of the MJCF are equal to its own
 * up to rounding (goldens/walker2d.json).
 */
export const walker2dRobot: RobotModel = { ...walker2dModel, mjcf: walker2dMjcf() }

/** The same robot, whose engines also show how hard the floor pushes the right foot, then the left. */
export const walkerWithFeetRobot: RobotModel = {
  ...walker2dRobot,
  feet: [
    { geom: 'foot', capsule: 'foot_geom' },
    { geom: `foot${LEFT}`, capsule: 'foot_left_geom' },
  ],
}
