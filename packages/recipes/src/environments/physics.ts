/** The values of the config's `environment.physics`: MuJoCo, planar physics, and planar physics in single precision. */
export const PHYSICS = ['mujoco', 'planar', 'planar-f32'] as const

/** What moves a robot. */
export type Physics = (typeof PHYSICS)[number]

/** The engine of those that move a robot that is taken unless another is asked for: planar physics, which is fastest, where it can. */
export function usualPhysics(offered: readonly Physics[]): Physics | null {
  return offered.includes('planar') ? 'planar' : (offered[0] ?? null)
}
