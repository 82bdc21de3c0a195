import type { PlanarModel } from '../model/model.ts'
import { capsuleAt } from './capsule-at.ts'

/** A pole on a cart: Gymnasium's InvertedPendulum-v5. qpos = cart, pole. */
export const invertedPendulum: PlanarModel = {
  name: 'inverted_pendulum',
  plane: 'xz',
  timestep: 0.02,
  integrator: 'rk4',
  bodies: [
    {
      name: 'cart',
      joints: [{ name: 'slider', type: 'slide', axis: [1, 0], range: [-1, 1], damping: 1 }],
      capsules: [{ ...capsuleAt([0, 0], 0.1, Math.PI / 2), radius: 0.1 }],
    },
    {
      name: 'pole',
      parent: 'cart',
      joints: [{ name: 'hinge', type: 'hinge', axis: 1, range: [-Math.PI / 2, Math.PI / 2], damping: 1 }],
      capsules: [{ from: [0, 0], to: [0.001, 0.6], radius: 0.049 }],
    },
  ],
  motors: [{ joint: 'slider', gear: 100, range: [-3, 3] }],
}
