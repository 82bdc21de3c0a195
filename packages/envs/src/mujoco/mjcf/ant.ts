import type { MujocoRobot } from '../../robots/task.ts'
import { element } from './xml.ts'

const TIMESTEP = 0.01
/** MuJoCo's working memory a lane: the states of the goldens, tumbling among them, use a twentieth of it. */
const MEMORY = '1M'

const surface = { condim: 3, density: 5, friction: [1, 0.5, 0.5], margin: 0.01 }
/** Parts touch the floor (whose conaffinity is 1), not each other. */
const part = { conaffinity: 0, ...surface }
const driven = { type: 'hinge', armature: 1, damping: 1, limited: 'true' }
const LEG_RADIUS = 0.08
/** How far hip and knee lie from the joint before, along x and along y, in m, and the foot's end from the knee. */
const UPPER = 0.2
const LOWER = 0.4
/** In degrees. */
const HIP_RANGE = [-30, 30]
const KNEE_RANGE = [30, 70]

/** A leg by where it points: the signs of x and y. */
interface Leg {
  readonly name: string
  readonly x: 1 | -1
  readonly y: 1 | -1
}

const frontLeft: Leg = { name: 'front left', x: 1, y: 1 }
const backLeft: Leg = { name: 'back left', x: -1, y: 1 }
const backRight: Leg = { name: 'back right', x: -1, y: -1 }
const frontRight: Leg = { name: 'front right', x: 1, y: -1 }

function limb(name: string, { x, y }: Leg, length: number): string {
  const fromto = [0, 0, 0, x * length, y * length, 0]
  return element('geom', { name, type: 'capsule', fromto, size: LEG_RADIUS, ...part })
}

function leg(of: Leg): string {
  const { name, x, y } = of
  const knee = [x * UPPER, y * UPPER, 0]
  // All four knees turn about +y to a side, so that two of them bend for negative angles.
  const range = x > 0 ? KNEE_RANGE : [-KNEE_RANGE[1], -KNEE_RANGE[0]]
  const shin = element(
    'body',
    { name: `${name} shin`, pos: knee },
    element('joint', { name: `${name} knee`, axis: [-x * y, 1, 0], range, ...driven }),
    limb(`${name} shin`, of, LOWER),
  )
  const thigh = element(
    'body',
    { name: `${name} thigh`, pos: knee },
    element('joint', { name: `${name} hip`, axis: [0, 0, 1], range: HIP_RANGE, ...driven }),
    limb(`${name} thigh`, of, UPPER),
    shin,
  )
  return element('body', { name: `${name} shoulder` }, limb(`${name} shoulder`, of, UPPER), thigh)
}

function motors({ name }: Leg): string[] {
  const motor = { gear: 150, ctrllimited: 'true', ctrlrange: [-1, 1] }
  return ['hip', 'knee'].map((joint) => element('motor', { joint: `${name} ${joint}`, ...motor }))
}

function antMjcf(): string {
  const torso = element(
    'body',
    { name: 'torso', pos: [0, 0, 0.75] },
    element('joint', { name: 'root', type: 'free', limited: 'false', margin: 0.01 }),
    element('geom', { name: 'torso', type: 'sphere', size: 0.25, ...part }),
    ...[frontLeft, backLeft, backRight, frontRight].map(leg),
  )
  const floor = { name: 'floor', type: 'plane', size: [40, 40, 40], conaffinity: 1, ...surface }
  return element(
    'mujoco',
    { model: 'ant' },
    element('compiler', { angle: 'degree' }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: TIMESTEP, integrator: 'RK4' }),
    element('worldbody', {}, element('geom', floor), torso),
    element('actuator', {}, ...[frontRight, frontLeft, backLeft, backRight].flatMap(motors)),
  )
}

/**
 * The ant: a ball on four legs. qpos = [x, y, z, a unit quaternion, then hip and knee of the legs front left, back left,
 * back right, front right] in m and rad; qvel = [velocity of the torso, its rotation in its own axes, the joints']. Eight
 * motors, hip and knee of the legs front right, front left, back left, back right. Quantities: position of the torso,
 * [3], and the contacts' torques and forces on the 13 bodies, [78].
 *
 * Written from the published constants of Gymnasium's ant (v5): compiled, those of the MJCF are equal to its own up to
 * rounding (goldens/ant.json). It moves in space, so there is no planar description.
 */
export const antRobot: MujocoRobot = {
  name: 'ant',
  mjcf: antMjcf(),
  frameSkip: 5,
  timestep: TIMESTEP,
  quantities: [{ position: 'torso' }, 'cfrc_ext'],
}
