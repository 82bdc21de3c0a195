import type { DrawableEnvironment } from '@trpo/envs/scenes'

/** Makes environments that can be drawn, without the transforms of a config. */
export type DrawableSource = () => DrawableEnvironment

/** Numerics of planar physics. */
export type PlanarNumerics = 'f64x2' | 'f32x4'

type OnMujoco = typeof import('@trpo/envs/mujoco')
/** A task that is exported for MuJoCo. */
export type TaskName = Extract<keyof OnMujoco, `${string}Task`>
/** What can be drawn, by name. */
export type DrawnName = TaskName | 'cartPole'
