import type { Body, PlanarModel, Softness, Vector2 } from '../model/model.ts'
import { capsuleAt } from './capsule-at.ts'

const contact: Softness = { impedance: [0, 0.8, 0.01, 0.5, 2] }
const limit: Softness = { impedance: [0, 0.8, 0.03, 0.5, 2] }
const radius = 0.046
const surface = { friction: 0.4, contact } as const

interface Segment {
  readonly name: string
  readonly parent: string
  readonly position: Vector2
  readonly range: readonly [number, number]
  readonly damping: number
  readonly stiffness: number
  readonly centre: Vector2
  readonly halfLength: number
  readonly angle: number
}

const segment = (s: Segment): Body => ({
  name: s.name,
  parent: s.parent,
  position: s.position,
  joints: [
    {
      name: s.name,
      type: 'hinge',
      axis: 1,
      range: s.range,
      limit,
      armature: 0.1,
      damping: s.damping,
      stiffness: s.stiffness,
    },
  ],
  capsules: [{ name: s.name, ...capsuleAt(s.centre, s.halfLength, s.angle), radius, ...surface }],
})

/** Two legs on springs: Gymnasium's HalfCheetah-v5. qpos = x, z, pitch, back thigh, shin, foot, front thigh, shin, foot. */
export const halfCheetah: PlanarModel = {
  name: 'half_cheetah',
  plane: 'xz',
  timestep: 0.01,
  integrator: 'euler',
  totalMass: 14,
  floor: surface,
  bodies: [
    {
      name: 'torso',
      position: [0, 0.7],
      joints: [
        { name: 'rootx', type: 'slide', axis: [1, 0] },
        { name: 'rootz', type: 'slide', axis: [0, 1] },
        { name: 'rooty', type: 'hinge', axis: 1 },
      ],
      capsules: [
        { name: 'torso', from: [-0.5, 0], to: [0.5, 0], radius, ...surface },
        { name: 'head', ...capsuleAt([0.6, 0.1], 0.15, 0.87), radius, ...surface },
      ],
    },
    segment({
      name: 'bthigh',
      parent: 'torso',
      position: [-0.5, 0],
      range: [-0.52, 1.05],
      damping: 6,
      stiffness: 240,
      centre: [0.1, -0.13],
      halfLength: 0.145,
      angle: -3.8,
    }),
    segment({
      name: 'bshin',
      parent: 'bthigh',
      position: [0.16, -0.25],
      range: [-0.785, 0.785],
      damping: 4.5,
      stiffness: 180,
      centre: [-0.14, -0.07],
      halfLength: 0.15,
      angle: -2.03,
    }),
    segment({
      name: 'bfoot',
      parent: 'bshin',
      position: [-0.28, -0.14],
      range: [-0.4, 0.785],
      damping: 3,
      stiffness: 120,
      centre: [0.03, -0.097],
      halfLength: 0.094,
      angle: -0.27,
    }),
    segment({
      name: 'fthigh',
      parent: 'torso',
      position: [0.5, 0],
      range: [-1, 0.7],
      damping: 4.5,
      stiffness: 180,
      centre: [-0.07, -0.12],
      halfLength: 0.133,
      angle: 0.52,
    }),
    segment({
      name: 'fshin',
      parent: 'fthigh',
      position: [-0.14, -0.24],
      range: [-1.2, 0.87],
      damping: 3,
      stiffness: 120,
      centre: [0.065, -0.09],
      halfLength: 0.106,
      angle: -0.6,
    }),
    segment({
      name: 'ffoot',
      parent: 'fshin',
      position: [0.13, -0.18],
      range: [-0.5, 0.5],
      damping: 1.5,
      stiffness: 60,
      centre: [0.045, -0.07],
      halfLength: 0.07,
      angle: -0.6,
    }),
  ],
  motors: [
    ['bthigh', 120],
    ['bshin', 90],
    ['bfoot', 60],
    ['fthigh', 120],
    ['fshin', 60],
    ['ffoot', 30],
  ].map(([joint, gear]) => ({ joint: String(joint), gear: Number(gear), range: [-1, 1] })),
}
