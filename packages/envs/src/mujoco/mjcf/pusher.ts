import type { MujocoRobot } from '../../robots/task.ts'
import { type Attribute, element } from './xml.ts'

type Attributes = Readonly<Record<string, Attribute>>
type Point = readonly [x: number, y: number, z: number]

const TIMESTEP = 0.01
/** MuJoCo's working memory a lane, ten times what is used. */
const MEMORY = '256K'
/** Where object and goal lie while their coordinates are 0, in m along x and y. */
const HOME = { x: 0.45, y: -0.05 }

const surface = { friction: [0.8, 0.1, 0.1], margin: 0.002, condim: 1 }
const untouchable = { contype: 0, conaffinity: 0, density: 300, ...surface }
/** The fingers and the table: everything that is touched by the object touches these. */
const touchable = { contype: 1, conaffinity: 1, density: 300, ...surface }

const alongX: Point = [1, 0, 0]
const alongY: Point = [0, 1, 0]
const alongZ: Point = [0, 0, 1]

/** The seven joints from shoulder to wrist, in the order of coordinates and motors: axis, range in rad, damping in N m s. */
const joints: Readonly<Record<string, readonly [Point, readonly [number, number], number]>> = {
  'shoulder pan': [alongZ, [-2.2854, 1.714602], 1],
  'shoulder lift': [alongY, [-0.5236, 1.3963], 1],
  'upper arm roll': [alongX, [-1.5, 1.7], 0.1],
  elbow: [alongY, [-2.3213, 0], 0.1],
  'forearm roll': [alongX, [-1.5, 1.5], 0.1],
  wrist: [alongY, [-1.094, 0], 0.1],
  'wrist roll': [alongX, [-1.5, 1.5], 0.1],
}

function hinge(name: string): string {
  const [axis, range, damping] = joints[name]
  return element('joint', { name, type: 'hinge', axis, range, damping, armature: 0.04, limited: 'true' })
}

function capsule(from: Point, to: Point, size: number, material: Attributes = untouchable): string {
  return element('geom', { type: 'capsule', fromto: [...from, ...to], size, ...material })
}

function sphere(pos: Point, size: number): string {
  return element('geom', { type: 'sphere', pos, size, ...untouchable })
}

function body(name: string, pos: Point, ...inside: readonly string[]): string {
  return element('body', { name, pos }, ...inside)
}

const ORIGIN: Point = [0, 0, 0]
/** Half the width of the fork at the end of the arm, and the length of its two fingers, in m. */
const FORK = 0.1
const FINGER = 0.02

function hand(): string {
  const sides = [-FORK, FORK]
  return body(
    'wrist roll',
    ORIGIN,
    hinge('wrist roll'),
    body('fingertips', ORIGIN, ...sides.map((y) => sphere([FORK, y, 0], 0.01))),
    capsule([0, -FORK, 0], [0, FORK, 0], FINGER, touchable),
    ...sides.map((y) => capsule([0, y, 0], [FORK, y, 0], FINGER, touchable)),
  )
}

function arm(): string {
  const cross = (halfWidth: number, size: number) => capsule([0, -halfWidth, 0], [0, halfWidth, 0], size)
  const roll = capsule([-0.1, 0, 0], [0.1, 0, 0], 0.02)
  const wrist = body('wrist', [0.321, 0, 0], cross(0.02, 0.01), hinge('wrist'), hand())
  const forearm = body('forearm', ORIGIN, capsule(ORIGIN, [0.291, 0, 0], 0.05), wrist)
  const forearmRoll = body('forearm roll', ORIGIN, roll, hinge('forearm roll'), forearm)
  const elbow = body('elbow', [0.4, 0, 0], cross(0.02, 0.06), hinge('elbow'), forearmRoll)
  const upperArm = body('upper arm', ORIGIN, capsule(ORIGIN, [0.4, 0, 0], 0.06), elbow)
  const upperArmRoll = body('upper arm roll', ORIGIN, roll, hinge('upper arm roll'), upperArm)
  const lift = body('shoulder lift', [0.1, 0, 0], cross(0.1, 0.1), hinge('shoulder lift'), upperArmRoll)
  const eyes = [0.05, 0.09].flatMap((y) => [-0.06, 0.06].map((x) => sphere([x, y, 0.2], y === 0.05 ? 0.05 : 0.03)))
  const trunk = capsule([0, 0, -0.4], [0, 0, 0.2], 0.1)
  return body('shoulder pan', [0, -0.6, 0], ...eyes, trunk, hinge('shoulder pan'), lift)
}

/** Something that slides on the table along y and x. */
function slider(name: string, height: number, geom: Attributes): string {
  const joint = { type: 'slide', range: [-10.3213, 10.3], armature: 0.04, damping: 0.5, limited: 'true' }
  return body(
    name,
    [HOME.x, HOME.y, height],
    element('geom', { name, type: 'cylinder', ...untouchable, ...geom }),
    element('joint', { name: `${name} y`, axis: alongY, ...joint }),
    element('joint', { name: `${name} x`, axis: alongX, ...joint }),
  )
}

function pusherMjcf(): string {
  const table = { name: 'table', type: 'plane', pos: [0, 0.5, -0.325], size: [1, 1, 0.1], ...touchable }
  const motor = (joint: string) => element('motor', { joint, ctrllimited: 'true', ctrlrange: [-2, 2] })
  return element(
    'mujoco',
    { model: 'pusher' },
    element('compiler', { angle: 'radian' }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: TIMESTEP, gravity: [0, 0, 0], iterations: 20, integrator: 'Euler' }),
    element(
      'worldbody',
      {},
      element('geom', table),
      arm(),
      slider('object', -0.275, { size: [0.05, 0.05, 0.05], density: 0.01, contype: 1 }),
      slider('goal', -0.323, { size: [0.08, 0.001, 0.1], density: 0.00001 }),
    ),
    element('actuator', {}, ...Object.keys(joints).map(motor)),
  )
}

/**
 * An arm of seven joints, an object that it can push over a table, and a goal: qpos = [shoulder pan and lift, upper arm
 * roll, elbow, forearm roll, wrist, wrist roll, object y and x, goal y and x] in rad and m, the last four from
 * (0.45, -0.05) m; qvel its time derivative; seven motors. There is no gravity. Quantities: positions of fingertips,
 * object and goal, [3] each.
 *
 * Written from the published constants of Gymnasium's pusher (v5): compiled, those of the MJCF are equal to its own up to
 * rounding (goldens/pusher.json). The arm moves in space, so there is no planar description.
 */
export const pusherRobot: MujocoRobot = {
  name: 'pusher',
  mjcf: pusherMjcf(),
  frameSkip: 5,
  timestep: TIMESTEP,
  quantities: [{ position: 'fingertips' }, { position: 'object' }, { position: 'goal' }],
}
