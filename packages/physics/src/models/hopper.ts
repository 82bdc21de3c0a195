import type { PlanarModel, Softness } from '../model/model.ts'

const contact: Softness = { impedance: [0.8, 0.8, 0.01, 0.5, 2] }
const surface = { contactDimension: 1, margin: 0.001, friction: 0.9, contact } as const
const joint = { type: 'hinge', axis: -1, armature: 1, damping: 1 } as const
const degree = Math.PI / 180

/** A torso on one leg: Gymnasium's Hopper-v5. qpos = x, z, pitch, thigh, leg, foot. */
export const hopper: PlanarModel = {
  name: 'hopper',
  plane: 'xz',
  timestep: 0.002,
  integrator: 'rk4',
  floor: { friction: 1, margin: 0.001, contactDimension: 3, contact },
  selfContact: true,
  bodies: [
    {
      name: 'torso',
      position: [0, 1.25],
      joints: [
        { name: 'rootx', type: 'slide', axis: [1, 0] },
        { name: 'rootz', type: 'slide', axis: [0, 1], reference: 1.25 },
        { name: 'rooty', type: 'hinge', axis: 1 },
      ],
      capsules: [{ name: 'torso_geom', from: [0, 0.2], to: [0, -0.2], radius: 0.05, ...surface }],
    },
    {
      name: 'thigh',
      parent: 'torso',
      position: [0, -0.2],
      joints: [{ name: 'thigh_joint', range: [-150 * degree, 0], ...joint }],
      capsules: [{ name: 'thigh_geom', from: [0, 0], to: [0, -0.45], radius: 0.05, ...surface }],
    },
    {
      name: 'leg',
      parent: 'thigh',
      position: [0, -0.7],
      joints: [{ name: 'leg_joint', anchor: [0, 0.25], range: [-150 * degree, 0], ...joint }],
      capsules: [{ name: 'leg_geom', from: [0, 0.25], to: [0, -0.25], radius: 0.04, ...surface }],
    },
    {
      name: 'foot',
      parent: 'leg',
      position: [0.13, -0.35],
      joints: [{ name: 'foot_joint', anchor: [-0.13, 0.1], range: [-45 * degree, 45 * degree], ...joint }],
      capsules: [{ name: 'foot_geom', from: [-0.26, 0.1], to: [0.13, 0.1], radius: 0.06, ...surface, friction: 2 }],
    },
  ],
  motors: ['thigh_joint', 'leg_joint', 'foot_joint'].map((name) => ({ joint: name, gear: 200, range: [-1, 1] })),
}
