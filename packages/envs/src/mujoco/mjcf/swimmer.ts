import { swimmerModel } from '../../robots/swimmer-model.ts'
import type { RobotModel } from '../../robots/task.ts'
import { element } from './xml.ts'

const LINK_LENGTH = 1
const LINK_RADIUS = 0.1
/** In kg/m^3. There is no buoyancy: the fluid only drags. */
const LINK_DENSITY = 1000
const FLUID_DENSITY = 4000
/** In Pa s. */
const FLUID_VISCOSITY = 0.1
/** Added to every degree of freedom's inertia, the sliding ones included. */
const ARMATURE = 0.1
const JOINT_LIMIT_DEGREES = 100
const GEAR = 150
/** MuJoCo's working memory a lane: it uses less than 10 kB here, where its default of about 14 MB would allow only 150 lanes. */
const MEMORY = '64K'

const UP = [0, 0, 1]

/** A capsule along x that touches nothing: the fluid is all that the swimmer pushes against. */
function link(from: number): string {
  return element('geom', {
    type: 'capsule',
    fromto: [from, 0, 0, from - LINK_LENGTH, 0, 0],
    size: LINK_RADIUS,
    density: LINK_DENSITY,
    contype: 0,
    conaffinity: 0,
  })
}

function slide(name: string, axis: readonly number[]): string {
  return element('joint', { name, type: 'slide', axis, armature: ARMATURE })
}

/** A motor-driven joint between two links. */
function elbow(name: string): string {
  const range = [-JOINT_LIMIT_DEGREES, JOINT_LIMIT_DEGREES]
  return element('joint', { name, type: 'hinge', axis: UP, armature: ARMATURE, limited: 'true', range })
}

function motor(joint: string): string {
  return element('motor', { joint, gear: GEAR, ctrllimited: 'true', ctrlrange: [-1, 1] })
}

/**
 * Three links in a row along x, swimming in the plane z = 0 of a viscous fluid: head from 1.5 m to 0.5 m, middle from
 * 0.5 m to -0.5 m, tail from -0.5 m to -1.5 m, an elbow where two meet. x, y and heading are those of the head's body
 * frame, which is at 0: in the middle of the whole, half a link behind the head itself.
 */
function swimmerMjcf(): string {
  const tail = element('body', { name: 'tail', pos: [-LINK_LENGTH, 0, 0] }, elbow('rear elbow'), link(0))
  const middle = element('body', { name: 'middle', pos: [0.5, 0, 0] }, elbow('front elbow'), link(0), tail)
  const head = element(
    'body',
    { name: 'head' },
    slide('x', [1, 0, 0]),
    slide('y', [0, 1, 0]),
    element('joint', { name: 'heading', type: 'hinge', axis: UP, armature: ARMATURE }),
    link(1.5),
    middle,
  )
  const floor = { name: 'floor', type: 'plane', pos: [0, 0, -0.1], size: [40, 40, 0.1], contype: 0, conaffinity: 0 }
  return element(
    'mujoco',
    { model: 'swimmer' },
    element('compiler', { angle: 'degree' }),
    element('size', { memory: MEMORY }),
    element('option', {
      timestep: swimmerModel.timestep,
      integrator: 'RK4',
      density: FLUID_DENSITY,
      viscosity: FLUID_VISCOSITY,
    }),
    element('worldbody', {}, element('geom', floor), head),
    element('actuator', {}, motor('front elbow'), motor('rear elbow')),
  )
}

/**
 * The swimmer, for every engine.
 *
 * Written from the published constants of Gymnasium's swimmer (v5), which descends from Coulom 2002, "Reinforcement
 * learning using neural networks, with applications to motor control": compiled, every constant of the MJCF equals its
 * own (goldens/swimmer.json).
 */
export const swimmerRobot: RobotModel = { ...swimmerModel, mjcf: swimmerMjcf() }
