import type { PlanarModel } from '@trpo/physics'

/** The worked example of docs/physics.md: a torso with a head and two arms, which Gymnasium does not have. */
export const crawler: PlanarModel = {
  name: 'crawler',
  plane: 'xz',
  timestep: 0.005,
  integrator: 'rk4',
  floor: { friction: 0.8 },
  selfContact: true,
  bodies: [
    {
      name: 'torso',
      position: [0, 0.4],
      joints: [
        { name: 'x', type: 'slide', axis: [1, 0] },
        { name: 'z', type: 'slide', axis: [0, 1], reference: 0.4 },
        { name: 'pitch', type: 'hinge', axis: 1 },
      ],
      capsules: [
        { name: 'torso', from: [-0.3, 0], to: [0.3, 0], radius: 0.06 },
        { name: 'head', from: [0.4, 0.08], to: [0.4, 0.08], radius: 0.08, density: 500 },
      ],
    },
    {
      name: 'front',
      parent: 'torso',
      position: [0.3, 0],
      joints: [
        {
          name: 'front',
          type: 'hinge',
          axis: -1,
          range: [-1.6, 1.6],
          armature: 0.02,
          damping: 0.3,
          stiffness: 2,
          springReference: 0.2,
        },
      ],
      capsules: [{ name: 'front', from: [0, 0], to: [0.05, -0.35], radius: 0.04, friction: 1.2, margin: 0.002 }],
    },
    {
      name: 'back',
      parent: 'torso',
      position: [-0.3, 0],
      angle: 0.2,
      joints: [
        {
          name: 'back',
          type: 'hinge',
          axis: 1,
          range: [-1.6, 1.6],
          margin: 0.01,
          armature: 0.02,
          damping: 0.3,
          limit: { reference: [0.03, 0.8], impedance: [0.85, 0.97, 0.02, 0.3, 3] },
        },
      ],
      capsules: [
        {
          name: 'back',
          from: [0, 0],
          to: [0, -0.35],
          radius: 0.04,
          contact: { reference: [0.015, 1.2], impedance: [0.8, 0.9, 0.004, 0.4, 1] },
        },
        { name: 'claw', from: [0.02, -0.42], to: [0.02, -0.42], radius: 0.05, contactDimension: 1 },
      ],
    },
  ],
  motors: [
    { joint: 'front', gear: 40, range: [-1, 1] },
    { joint: 'back', gear: 40, range: [-1, 1] },
  ],
}
