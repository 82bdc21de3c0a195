import { walker2d } from '@trpo/physics'
import type { RobotModel } from './task.ts'
import { leg, legMotors, torso, type UprightParts } from './upright-mjcf.ts'
import { element } from './xml.ts'

const TIMESTEP = 0.002
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
    element('option', { timestep: TIMESTEP, integrator: 'RK4' }),
    // Torsional and rolling friction, which nothing that moves in a plane feels.
    element('default', {}, element('geom', { friction: [1, 0.1, 0.1] })),
    element('worldbody', {}, element('geom', floor), torso(parts, leg(parts), leg(parts, LEFT))),
    element('actuator', {}, ...legMotors(100), ...legMotors(100, LEFT)),
  )
}

/**
 * The walker: qpos = [x, z, pitch, hip, knee, ankle of the right leg, then of the left] in m and rad, qvel its time
 * derivative, six motors.
 *
 * Written from the published constants of Gymnasium's walker2d (v5): compiled, those of the MJCF are equal to its own up
 * to rounding (goldens/walker2d.json). The planar description is that of `@trpo/physics`.
 */
export const walker2dModel: RobotModel = {
  name: 'walker2d',
  mjcf: walker2dMjcf(),
  planar: walker2d,
  frameSkip: 4,
  timestep: TIMESTEP,
}

/** The same robot, whose engines also show how hard the floor pushes the right foot, then the left. */
export const walkerWithFeet: RobotModel = {
  ...walker2dModel,
  feet: [
    { geom: 'foot', capsule: 'foot_geom' },
    { geom: `foot${LEFT}`, capsule: 'foot_left_geom' },
  ],
}
