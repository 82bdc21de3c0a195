import type { Body, PlanarModel } from '../model/model.ts'

const joint = { type: 'hinge', axis: -1, armature: 0.01, damping: 0.1 } as const
const degree = Math.PI / 180

const leg = (side: '' | '_left'): readonly Body[] => [
  {
    name: `thigh${side}`,
    parent: 'torso',
    position: [0, -0.2],
    joints: [{ name: `thigh${side}_joint`, range: [-150 * degree, 0], ...joint }],
    capsules: [{ name: `thigh${side}_geom`, from: [0, 0], to: [0, -0.45], radius: 0.05, friction: 0.9 }],
  },
  {
    name: `leg${side}`,
    parent: `thigh${side}`,
    position: [0, -0.7],
    joints: [{ name: `leg${side}_joint`, anchor: [0, 0.25], range: [-150 * degree, 0], ...joint }],
    capsules: [{ name: `leg${side}_geom`, from: [0, 0.25], to: [0, -0.25], radius: 0.04, friction: 0.9 }],
  },
  {
    name: `foot${side}`,
    parent: `leg${side}`,
    position: [0.2, -0.35],
    joints: [{ name: `foot${side}_joint`, anchor: [-0.2, 0.1], range: [-45 * degree, 45 * degree], ...joint }],
    capsules: [{ name: `foot${side}_geom`, from: [-0.2, 0.1], to: [0, 0.1], radius: 0.06, friction: 1.9 }],
  },
]

/** A torso on two legs: Gymnasium's Walker2d-v5. qpos = x, z, pitch, three joints of the right leg, three of the left. */
export const walker2d: PlanarModel = {
  name: 'walker2d',
  plane: 'xz',
  timestep: 0.002,
  integrator: 'rk4',
  floor: { friction: 0.7 },
  bodies: [
    {
      name: 'torso',
      position: [0, 1.25],
      joints: [
        { name: 'rootx', type: 'slide', axis: [1, 0] },
        { name: 'rootz', type: 'slide', axis: [0, 1], reference: 1.25 },
        { name: 'rooty', type: 'hinge', axis: 1 },
      ],
      capsules: [{ name: 'torso_geom', from: [0, 0.2], to: [0, -0.2], radius: 0.05, friction: 0.9 }],
    },
    ...leg(''),
    ...leg('_left'),
  ],
  motors: ['', '_left'].flatMap((side) =>
    ['thigh', 'leg', 'foot'].map((part) => ({ joint: `${part}${side}_joint`, gear: 100, range: [-1, 1] as const })),
  ),
}
