/** The values of the config's `environment.physics`: MuJoCo, planar physics, and planar physics in single precision. */
export const PHYSICS = ['mujoco', 'planar', 'planar-f32'] as const

/** What moves a robot. */
export type Physics = (typeof PHYSICS)[number]
