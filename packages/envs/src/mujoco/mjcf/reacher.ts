import { REACHER, reacherModel } from '../../robots/reacher-model.ts'
import type { RobotModel } from '../../robots/task.ts'
import { type Attribute, element } from './xml.ts'

const { armLength, fingertip, height, home } = REACHER
const TARGET_RANGE = [-0.27, 0.27]
const SIDE = 0.3
/** MuJoCo's working memory a lane, ten times what is used. */
const MEMORY = '64K'

const UP = [0, 0, 1]
/** Nothing touches anything: the arm passes over the target and through the sides. */
const untouched = { contype: 0, friction: [1, 0.1, 0.1] }
const driven = { armature: 1, damping: 1 }

function link(name: string): string {
  return element('geom', { name, type: 'capsule', fromto: [0, 0, 0, armLength, 0, 0], size: 0.01, ...untouched })
}

/** A side of the table, from one corner to the next. */
function side(name: string, fromto: readonly number[]): string {
  return element('geom', { name, type: 'capsule', fromto, size: 0.02, conaffinity: 0, ...untouched })
}

function scenery(): string[] {
  const post = { type: 'cylinder', fromto: [0, 0, 0, 0, 0, 0.02], size: 0.011 }
  return [
    element('geom', { name: 'table', type: 'plane', size: [1, 1, 10], conaffinity: 0, ...untouched }),
    side('south', [-SIDE, -SIDE, height, SIDE, -SIDE, height]),
    side('east', [SIDE, -SIDE, height, SIDE, SIDE, height]),
    side('north', [-SIDE, SIDE, height, SIDE, SIDE, height]),
    side('west', [-SIDE, -SIDE, height, -SIDE, SIDE, height]),
    element('geom', { name: 'post', ...post, conaffinity: 0, ...untouched }),
  ]
}

function ball(name: string, size: number, affinity: Readonly<Record<string, Attribute>>): string[] {
  return [
    element('geom', { name, type: 'sphere', size, ...affinity, ...untouched }),
    element('site', { name, size: 0.005 }),
  ]
}

function reacherMjcf(): string {
  const finger = element('body', { name: 'fingertip', pos: [fingertip, 0, 0] }, ...ball('fingertip', 0.01, {}))
  const elbow = { name: 'elbow', type: 'hinge', axis: UP, limited: 'true', range: [-3, 3], ...driven }
  const forearm = element(
    'body',
    { name: 'forearm', pos: [armLength, 0, 0] },
    element('joint', elbow),
    link('forearm'),
    finger,
  )
  const upperArm = element(
    'body',
    { name: 'upper arm', pos: [0, 0, height] },
    element('joint', { name: 'shoulder', type: 'hinge', axis: UP, ...driven }),
    link('upper arm'),
    forearm,
  )
  const free = { type: 'slide', limited: 'true', range: TARGET_RANGE }
  const target = element(
    'body',
    { name: 'target', pos: [home.x, home.y, height] },
    element('joint', { name: 'target x', axis: [1, 0, 0], ref: home.x, ...free }),
    element('joint', { name: 'target y', axis: [0, 1, 0], ref: home.y, ...free }),
    ...ball('target', 0.009, { conaffinity: 0 }),
  )
  const motor = { gear: 200, ctrllimited: 'true', ctrlrange: [-1, 1] }
  return element(
    'mujoco',
    { model: 'reacher' },
    element('compiler', { angle: 'radian' }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: reacherModel.timestep, integrator: 'RK4' }),
    element('worldbody', {}, ...scenery(), upperArm, target),
    element('actuator', {}, ...['shoulder', 'elbow'].map((joint) => element('motor', { joint, ...motor }))),
  )
}

/**
 * The arm and target, for every engine.
 *
 * Written from the published constants of Gymnasium's reacher (v5): compiled, those of the MJCF are equal to its own
 * up to rounding (goldens/reacher.json).
 */
export const reacherRobot: RobotModel = { ...reacherModel, mjcf: reacherMjcf() }
