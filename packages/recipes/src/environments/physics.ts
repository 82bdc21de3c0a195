/** What can move a robot: the values of the config's `environment.physics`. */
export const PHYSICS = ['mujoco', 'planar', 'planar-f32'] as const

/** What moves a robot. */
export type Physics = (typeof PHYSICS)[number]
