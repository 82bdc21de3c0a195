import type { PlanarModel } from '../model/model.ts'
import { capsuleAt } from './capsule-at.ts'

const pole = { from: [0, 0], to: [0, 0.6], radius: 0.045 } as const

/** Two poles on a cart: Gymnasium's InvertedDoublePendulum-v5. qpos = cart, lower pole, upper pole. */
export const invertedDoublePendulum: PlanarModel = {
  name: 'inverted_double_pendulum',
  plane: 'xz',
  timestep: 0.01,
  integrator: 'rk4',
  gravity: [1e-5, -9.81],
  bodies: [
    {
      name: 'cart',
      joints: [{ name: 'slider', type: 'slide', axis: [1, 0], range: [-1, 1], margin: 0.01, damping: 0.05 }],
      capsules: [{ ...capsuleAt([0, 0], 0.1, Math.PI / 2), radius: 0.1 }],
    },
    {
      name: 'pole',
      parent: 'cart',
      joints: [{ name: 'hinge', type: 'hinge', axis: 1, damping: 0.05 }],
      capsules: [pole],
    },
    {
      name: 'pole2',
      parent: 'pole',
      position: [0, 0.6],
      joints: [{ name: 'hinge2', type: 'hinge', axis: 1, damping: 0.05 }],
      capsules: [pole],
    },
  ],
  motors: [{ joint: 'slider', gear: 500, range: [-1, 1] }],
}
