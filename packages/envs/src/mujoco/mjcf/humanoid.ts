import type { MujocoRobot } from '../../robots/task.ts'
import { type Attribute, element } from './xml.ts'

type Attributes = Readonly<Record<string, Attribute>>
type Point = readonly [x: number, y: number, z: number]
type Side = 'right' | 'left'

const TIMESTEP = 0.003
/** MuJoCo's working memory a lane: the states of the goldens, lying on the floor among them, use a twentieth of it. */
const MEMORY = '2M'

/** Parts touch the floor and each other, without friction; only the floor has some. */
const surface = { condim: 1, margin: 0.001 }
/** A slight bend between torso and waist, and between waist and pelvis, before MuJoCo normalises it. */
const BENT = [1, 0, -0.002, 0]

/** A hinge: its axis, range in degrees, armature in kg m^2; spring in N m / rad and damper in N m s / rad. */
function hinge(name: string, axis: Point, range: readonly [number, number], armature: number, more: Attributes = {}) {
  return element('joint', { name, type: 'hinge', axis, range, armature, damping: 1, limited: 'true', ...more })
}

function capsule(name: string, from: Point, to: Point, radius: number): string {
  return element('geom', { name, type: 'capsule', fromto: [...from, ...to], size: radius, ...surface })
}

/** A capsule across, from right to left. */
function across(name: string, x: number, z: number, half: number, radius: number): string {
  return capsule(name, [x, -half, z], [x, half, z], radius)
}

function ball(name: string, pos: Point, radius: number): string {
  return element('geom', { name, type: 'sphere', pos, size: radius, ...surface })
}

/** y points to the left. The joints of right and left mirror each other. */
const signOf = (side: Side): 1 | -1 => (side === 'left' ? 1 : -1)

function leg(side: Side): string {
  const y = signOf(side)
  const hip = { damping: 5, stiffness: 10 }
  const foot = element('body', { name: `${side} foot`, pos: [0, 0, -0.45] }, ball(`${side} foot`, [0, 0, 0.1], 0.075))
  const knee = { pos: [0, 0, 0.02], ...(side === 'left' ? { stiffness: 1 } : {}) }
  const shin = element(
    'body',
    { name: `${side} shin`, pos: [0, -0.01 * y, -0.403] },
    hinge(`${side} knee`, [0, -1, 0], [-160, -2], 0.006, knee),
    capsule(`${side} shin`, [0, 0, 0], [0, 0, -0.3], 0.049),
    foot,
  )
  return element(
    'body',
    { name: `${side} thigh`, pos: [0, 0.1 * y, -0.04] },
    hinge(`${side} hip x`, [-y, 0, 0], [-25, 5], 0.01, hip),
    hinge(`${side} hip z`, [0, 0, -y], [-60, 35], 0.01, hip),
    // In the model the right one is lighter, and the right knee has no spring.
    hinge(`${side} hip y`, [0, 1, 0], [-110, 20], side === 'left' ? 0.01 : 0.008, { ...hip, stiffness: 20 }),
    capsule(`${side} thigh`, [0, 0, 0], [0, -0.01 * y, -0.34], 0.06),
    shin,
  )
}

function arm(side: Side): string {
  const y = signOf(side)
  const range: readonly [number, number] = side === 'left' ? [-60, 85] : [-85, 60]
  const spring = { stiffness: 1 }
  const lower = element(
    'body',
    { name: `${side} lower arm`, pos: [0.18, 0.18 * y, -0.18] },
    hinge(`${side} elbow`, [0, -1, -y], [-90, 50], 0.0028),
    capsule(`${side} lower arm`, [0.01, -0.01 * y, 0.01], [0.17, -0.17 * y, 0.17], 0.031),
    ball(`${side} hand`, [0.18, -0.18 * y, 0.18], 0.04),
  )
  return element(
    'body',
    { name: `${side} upper arm`, pos: [0, 0.17 * y, 0.06] },
    hinge(`${side} shoulder 1`, [2, -y, 1], range, 0.0068, spring),
    hinge(`${side} shoulder 2`, [0, y, 1], range, 0.0051, spring),
    capsule(`${side} upper arm`, [0, 0, 0], [0.16, 0.16 * y, -0.16], 0.04),
    lower,
  )
}

function torso(): string {
  const abdomen = (height: number, stiffness: number) => ({ pos: [0, 0, height], damping: 5, stiffness })
  const pelvis = element(
    'body',
    { name: 'pelvis', pos: [0, 0, -0.165], quat: BENT },
    hinge('abdomen x', [1, 0, 0], [-35, 35], 0.02, abdomen(0.1, 10)),
    across('pelvis', -0.02, 0, 0.07, 0.09),
    leg('right'),
    leg('left'),
  )
  const waist = element(
    'body',
    { name: 'waist', pos: [-0.01, 0, -0.26], quat: BENT },
    across('waist', 0, 0, 0.06, 0.06),
    hinge('abdomen z', [0, 0, 1], [-45, 45], 0.02, abdomen(0.065, 20)),
    hinge('abdomen y', [0, 1, 0], [-75, 30], 0.02, abdomen(0.065, 10)),
    pelvis,
  )
  return element(
    'body',
    { name: 'torso', pos: [0, 0, 1.4] },
    element('joint', { name: 'root', type: 'free', limited: 'false' }),
    across('chest', 0, 0, 0.07, 0.07),
    ball('head', [0, 0, 0.19], 0.09),
    across('belly', -0.01, -0.12, 0.06, 0.06),
    waist,
    arm('right'),
    arm('left'),
  )
}

/** The motors in order, with their gears in N m. */
const motors: readonly (readonly [string, number])[] = [
  ...['abdomen y', 'abdomen z', 'abdomen x'].map((joint) => [joint, 100] as const),
  ...['right', 'left'].flatMap((side) =>
    Object.entries({ 'hip x': 100, 'hip z': 100, 'hip y': 300, knee: 200 }).map(
      ([joint, gear]) => [`${side} ${joint}`, gear] as const,
    ),
  ),
  ...['right', 'left'].flatMap((side) =>
    ['shoulder 1', 'shoulder 2', 'elbow'].map((joint) => [`${side} ${joint}`, 25] as const),
  ),
]

function tendon(side: 'left' | 'right'): string {
  const joints = [
    element('joint', { joint: `${side} hip y`, coef: -1 }),
    element('joint', { joint: `${side} knee`, coef: 1 }),
  ]
  return element('fixed', { name: side }, ...joints)
}

function humanoidMjcf(): string {
  const floor = { name: 'floor', type: 'plane', size: [20, 20, 0.125], friction: [1, 0.1, 0.1], ...surface, condim: 3 }
  return element(
    'mujoco',
    { model: 'humanoid' },
    element('compiler', { angle: 'degree' }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: TIMESTEP, integrator: 'RK4', solver: 'PGS', iterations: 50 }),
    element('worldbody', {}, element('geom', floor), torso()),
    element('tendon', {}, tendon('left'), tendon('right')),
    element(
      'actuator',
      {},
      ...motors.map(([joint, gear]) => element('motor', { joint, gear, ctrllimited: 'true', ctrlrange: [-0.4, 0.4] })),
    ),
  )
}

/**
 * The humanoid: qpos = [x, y, z, a unit quaternion, abdomen z, y, x, then hip x, z, y and knee of the right leg, of the
 * left, then both shoulder joints and elbow of the right arm, of the left] in m and rad; qvel = [velocity of the torso,
 * its rotation in its own axes, the joints']. 17 motors: as the joints, but abdomen y before z. Quantities: center of
 * mass, [3]; of the 13 bodies inertias, [130], and velocities, [78]; motor forces, [23]; contacts' torques and forces,
 * [78]; lengths of the left and the right tendon, angle of the knee - hip y, [2], and how fast they grow, [2].
 *
 * Written from the published constants of Gymnasium's humanoid (v5), which descends from Tassa, Erez and Todorov 2012,
 * "Synthesis and stabilization of complex behaviors through online trajectory optimization": compiled, those of the MJCF
 * are equal to its own up to rounding (goldens/humanoid.json); its two tendons pull nothing and are reported alone. It
 * moves in space, so there is no planar description.
 */
export const humanoidRobot: MujocoRobot = {
  name: 'humanoid',
  mjcf: humanoidMjcf(),
  frameSkip: 5,
  timestep: TIMESTEP,
  quantities: ['centerOfMass', 'cinert', 'cvel', 'qfrc_actuator', 'cfrc_ext', 'ten_length', 'ten_velocity'],
}
