import type { PlanarModel } from '../model/model.ts'

const rotor = { armature: 0.1 } as const
const bend = (100 / 180) * Math.PI

/**
 * Three links in a viscous fluid, seen from above: Gymnasium's Swimmer-v5 (Coulom's swimmer). qpos = x, y, heading, two
 * joints.
 */
export const swimmer: PlanarModel = {
  name: 'swimmer',
  plane: 'xy',
  timestep: 0.01,
  integrator: 'rk4',
  fluid: { density: 4000, viscosity: 0.1 },
  bodies: [
    {
      name: 'torso',
      joints: [
        { name: 'slider1', type: 'slide', axis: [1, 0], ...rotor },
        { name: 'slider2', type: 'slide', axis: [0, 1], ...rotor },
        { name: 'free_body_rot', type: 'hinge', axis: 1, ...rotor },
      ],
      capsules: [{ from: [1.5, 0], to: [0.5, 0], radius: 0.1 }],
    },
    {
      name: 'mid',
      parent: 'torso',
      position: [0.5, 0],
      joints: [{ name: 'motor1_rot', type: 'hinge', axis: 1, range: [-bend, bend], ...rotor }],
      capsules: [{ from: [0, 0], to: [-1, 0], radius: 0.1 }],
    },
    {
      name: 'back',
      parent: 'mid',
      position: [-1, 0],
      joints: [{ name: 'motor2_rot', type: 'hinge', axis: 1, range: [-bend, bend], ...rotor }],
      capsules: [{ from: [0, 0], to: [-1, 0], radius: 0.1 }],
    },
  ],
  motors: [
    { joint: 'motor1_rot', gear: 150, range: [-1, 1] },
    { joint: 'motor2_rot', gear: 150, range: [-1, 1] },
  ],
}
