import type { PlanarModel } from '../model/model.ts'

const arm = { from: [0, 0], to: [0.1, 0], radius: 0.01 } as const

/** A two-link arm and its target, seen from above: Gymnasium's Reacher-v5. qpos = two joints, target x and y. */
export const reacher: PlanarModel = {
  name: 'reacher',
  plane: 'xy',
  timestep: 0.01,
  integrator: 'rk4',
  bodies: [
    {
      name: 'body0',
      joints: [{ name: 'joint0', type: 'hinge', axis: 1, armature: 1, damping: 1 }],
      capsules: [arm],
    },
    {
      name: 'body1',
      parent: 'body0',
      position: [0.1, 0],
      joints: [{ name: 'joint1', type: 'hinge', axis: 1, range: [-3, 3], armature: 1, damping: 1 }],
      capsules: [arm],
    },
    { name: 'fingertip', parent: 'body1', position: [0.11, 0], capsules: [{ from: [0, 0], to: [0, 0], radius: 0.01 }] },
    {
      name: 'target',
      position: [0.1, -0.1],
      joints: [
        { name: 'target_x', type: 'slide', axis: [1, 0], reference: 0.1, range: [-0.27, 0.27] },
        { name: 'target_y', type: 'slide', axis: [0, 1], reference: -0.1, range: [-0.27, 0.27] },
      ],
      capsules: [{ from: [0, 0], to: [0, 0], radius: 0.009 }],
    },
  ],
  motors: [
    { joint: 'joint0', gear: 200, range: [-1, 1] },
    { joint: 'joint1', gear: 200, range: [-1, 1] },
  ],
}
