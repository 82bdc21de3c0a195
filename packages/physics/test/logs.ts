import type { Body, PlanarModel } from '@trpo/physics'

const log = (name: string, height: number, half: number, radius: number): Body => ({
  name,
  position: [0, height],
  joints: [
    { name: `${name} x`, type: 'slide', axis: [1, 0] },
    { name: `${name} z`, type: 'slide', axis: [0, 1] },
    { name: `${name} pitch`, type: 'hinge', axis: 1 },
  ],
  capsules: [{ name, from: [-half, 0], to: [half, 0], radius, friction: 0.6 }],
})

/** Two logs on the ground, one on the other: two trees, and capsules that lie parallel and touch in two points. */
export const logs: PlanarModel = {
  name: 'logs',
  plane: 'xz',
  timestep: 0.002,
  integrator: 'euler',
  floor: { friction: 0.8 },
  selfContact: true,
  bodies: [log('lower', 0.1, 0.3, 0.1), log('upper', 0.28, 0.2, 0.08)],
}
