import { cos, sin } from '@trpo/math'
import { reacher } from '@trpo/physics'
import type { RobotModel } from './task.ts'
import { type Attribute, element } from './xml.ts'

const TIMESTEP = 0.01
const ARM_LENGTH = 0.1
/** From the elbow to the middle of the fingertip. */
const FINGERTIP = 0.11
/** Height of arm and target above the table. */
const HEIGHT = 0.01
const HOME = { x: 0.1, y: -0.1 }
const TARGET_RANGE = [-0.27, 0.27]
const SIDE = 0.3
/** MuJoCo's working memory a lane, ten times what is used. */
const MEMORY = '64K'

const UP = [0, 0, 1]
/** Nothing touches anything: the arm passes over the target and through the sides. */
const untouched = { contype: 0, friction: [1, 0.1, 0.1] }
const driven = { armature: 1, damping: 1 }

function link(name: string): string {
  return element('geom', { name, type: 'capsule', fromto: [0, 0, 0, ARM_LENGTH, 0, 0], size: 0.01, ...untouched })
}

/** A side of the table, from one corner to the next. */
function side(name: string, fromto: readonly number[]): string {
  return element('geom', { name, type: 'capsule', fromto, size: 0.02, conaffinity: 0, ...untouched })
}

function scenery(): string[] {
  const post = { type: 'cylinder', fromto: [0, 0, 0, 0, 0, 0.02], size: 0.011 }
  return [
    element('geom', { name: 'table', type: 'plane', size: [1, 1, 10], conaffinity: 0, ...untouched }),
    side('south', [-SIDE, -SIDE, HEIGHT, SIDE, -SIDE, HEIGHT]),
    side('east', [SIDE, -SIDE, HEIGHT, SIDE, SIDE, HEIGHT]),
    side('north', [-SIDE, SIDE, HEIGHT, SIDE, SIDE, HEIGHT]),
    side('west', [-SIDE, -SIDE, HEIGHT, -SIDE, SIDE, HEIGHT]),
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
  const fingertip = element('body', { name: 'fingertip', pos: [FINGERTIP, 0, 0] }, ...ball('fingertip', 0.01, {}))
  const elbow = { name: 'elbow', type: 'hinge', axis: UP, limited: 'true', range: [-3, 3], ...driven }
  const forearm = element(
    'body',
    { name: 'forearm', pos: [ARM_LENGTH, 0, 0] },
    element('joint', elbow),
    link('forearm'),
    fingertip,
  )
  const upperArm = element(
    'body',
    { name: 'upper arm', pos: [0, 0, HEIGHT] },
    element('joint', { name: 'shoulder', type: 'hinge', axis: UP, ...driven }),
    link('upper arm'),
    forearm,
  )
  const free = { type: 'slide', limited: 'true', range: TARGET_RANGE }
  const target = element(
    'body',
    { name: 'target', pos: [HOME.x, HOME.y, HEIGHT] },
    element('joint', { name: 'target x', axis: [1, 0, 0], ref: HOME.x, ...free }),
    element('joint', { name: 'target y', axis: [0, 1, 0], ref: HOME.y, ...free }),
    ...ball('target', 0.009, { conaffinity: 0 }),
  )
  const motor = { gear: 200, ctrllimited: 'true', ctrlrange: [-1, 1] }
  return element(
    'mujoco',
    { model: 'reacher' },
    element('compiler', { angle: 'radian' }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: TIMESTEP, integrator: 'RK4' }),
    element('worldbody', {}, ...scenery(), upperArm, target),
    element('actuator', {}, ...['shoulder', 'elbow'].map((joint) => element('motor', { joint, ...motor }))),
  )
}

/**
 * An arm of two links over a table, and a target: qpos = [shoulder, elbow, target x, target y] in rad and m, qvel its
 * time derivative, two motors. The target slides, but nothing moves it. Sites: fingertip, target.
 *
 * Written from the published constants of Gymnasium's reacher (v5): compiled, those of the MJCF are equal to its own up to
 * rounding (goldens/reacher.json). The planar description is that of `@trpo/physics`.
 */
export const reacherModel: RobotModel = {
  name: 'reacher',
  mjcf: reacherMjcf(),
  planar: reacher,
  frameSkip: 2,
  timestep: TIMESTEP,
  sites: {
    names: ['fingertip', 'target'],
    place(qpos, into) {
      const forearm = qpos[0] + qpos[1]
      into[0] = ARM_LENGTH * cos(qpos[0]) + FINGERTIP * cos(forearm)
      into[1] = ARM_LENGTH * sin(qpos[0]) + FINGERTIP * sin(forearm)
      into[2] = HEIGHT
      // As MuJoCo adds it up, bit for bit: a slide moves by its coordinate less its reference.
      into[3] = HOME.x + (qpos[2] - HOME.x)
      into[4] = HOME.y + (qpos[3] - HOME.y)
      into[5] = HEIGHT
    },
  },
}
