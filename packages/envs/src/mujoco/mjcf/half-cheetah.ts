import { halfCheetahModel } from '../../robots/half-cheetah-model.ts'
import type { RobotModel } from '../../robots/task.ts'
import { element } from './xml.ts'

const RADIUS = 0.046
/** In kg: all masses are scaled to it. */
const TOTAL_MASS = 14
const ARMATURE = 0.1
/** MuJoCo's working memory a lane: a half-cheetah on its back uses a tenth of it. */
const MEMORY = '512K'

/** Parts touch the floor (whose conaffinity is 1), not each other. */
const surface = { friction: [0.4, 0.1, 0.1], solimp: [0, 0.8, 0.01] }
const part = { type: 'capsule', conaffinity: 0, ...surface }
const softLimit = { solimplimit: [0, 0.8, 0.03] }
const ACROSS = [0, 1, 0]

/** One part of a leg, lengths in m, angles in rad, its spring in N m / rad, its damper in N m s / rad, its gear in N m. */
interface Segment {
  readonly name: string
  /** Its joint, in the frame of the part before. */
  readonly at: readonly [x: number, z: number]
  readonly range: readonly [number, number]
  readonly stiffness: number
  readonly damping: number
  readonly gear: number
  /** Its capsule's middle, half length without the ends, and turn around y from upright, in its own frame. */
  readonly middle: readonly [x: number, z: number]
  readonly halfLength: number
  readonly turn: number
}

const backLeg: readonly Segment[] = [
  {
    name: 'back thigh',
    at: [-0.5, 0],
    range: [-0.52, 1.05],
    stiffness: 240,
    damping: 6,
    gear: 120,
    middle: [0.1, -0.13],
    halfLength: 0.145,
    turn: -3.8,
  },
  {
    name: 'back shin',
    at: [0.16, -0.25],
    range: [-0.785, 0.785],
    stiffness: 180,
    damping: 4.5,
    gear: 90,
    middle: [-0.14, -0.07],
    halfLength: 0.15,
    turn: -2.03,
  },
  {
    name: 'back foot',
    at: [-0.28, -0.14],
    range: [-0.4, 0.785],
    stiffness: 120,
    damping: 3,
    gear: 60,
    middle: [0.03, -0.097],
    halfLength: 0.094,
    turn: -0.27,
  },
]

const frontLeg: readonly Segment[] = [
  {
    name: 'front thigh',
    at: [0.5, 0],
    range: [-1, 0.7],
    stiffness: 180,
    damping: 4.5,
    gear: 120,
    middle: [-0.07, -0.12],
    halfLength: 0.133,
    turn: 0.52,
  },
  {
    name: 'front shin',
    at: [-0.14, -0.24],
    range: [-1.2, 0.87],
    stiffness: 120,
    damping: 3,
    gear: 60,
    middle: [0.065, -0.09],
    halfLength: 0.106,
    turn: -0.6,
  },
  {
    name: 'front foot',
    at: [0.13, -0.18],
    range: [-0.5, 0.5],
    stiffness: 60,
    damping: 1.5,
    gear: 30,
    middle: [0.045, -0.07],
    halfLength: 0.07,
    turn: -0.6,
  },
]

function capsule(name: string, [x, z]: readonly [number, number], halfLength: number, turn: number): string {
  return element('geom', { name, pos: [x, 0, z], axisangle: [...ACROSS, turn], size: [RADIUS, halfLength], ...part })
}

/** The segments of a leg, each inside the one before. */
function leg([segment, ...rest]: readonly Segment[]): string[] {
  if (segment === undefined) return []
  const { name, at, range, stiffness, damping, middle, halfLength, turn } = segment
  const spring = { stiffness, damping, armature: ARMATURE }
  const joint = { name, type: 'hinge', axis: ACROSS, range, limited: 'true', ...spring, ...softLimit }
  return [
    element(
      'body',
      { name, pos: [at[0], 0, at[1]] },
      element('joint', joint),
      capsule(name, middle, halfLength, turn),
      ...leg(rest),
    ),
  ]
}

function motor({ name, gear }: Segment): string {
  return element('motor', { joint: name, gear, ctrllimited: 'true', ctrlrange: [-1, 1] })
}

function halfCheetahMjcf(): string {
  const torso = element(
    'body',
    { name: 'torso', pos: [0, 0, 0.7] },
    element('joint', { name: 'x', type: 'slide', axis: [1, 0, 0], ...softLimit }),
    element('joint', { name: 'z', type: 'slide', axis: [0, 0, 1], ...softLimit }),
    element('joint', { name: 'pitch', type: 'hinge', axis: ACROSS, ...softLimit }),
    element('geom', { name: 'torso', fromto: [-0.5, 0, 0, 0.5, 0, 0], size: RADIUS, ...part }),
    capsule('head', [0.6, 0.1], 0.15, 0.87),
    ...leg(backLeg),
    ...leg(frontLeg),
  )
  const floor = { name: 'floor', type: 'plane', size: [40, 40, 40], ...surface }
  return element(
    'mujoco',
    { model: 'half-cheetah' },
    element('compiler', { angle: 'radian', settotalmass: TOTAL_MASS }),
    element('size', { memory: MEMORY }),
    element('option', { timestep: halfCheetahModel.timestep }),
    element('worldbody', {}, element('geom', floor), torso),
    element('actuator', {}, ...[...backLeg, ...frontLeg].map(motor)),
  )
}

/** The half cheetah for every engine. */
export const halfCheetahRobot: RobotModel = { ...halfCheetahModel, mjcf: halfCheetahMjcf() }
