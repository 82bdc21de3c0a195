import type { Random } from '@trpo/random'

/** Writes the pose at a height with a level torso and all joints at 0, and adds noise to every coordinate in order. */
export function standing(qpos: Float64Array, height: number, noise: (random: Random) => number, random: Random): void {
  qpos.fill(0)
  qpos[2] = height
  // The quaternion that turns nothing.
  qpos[3] = 1
  for (let i = 0; i < qpos.length; i++) qpos[i] += noise(random)
}
