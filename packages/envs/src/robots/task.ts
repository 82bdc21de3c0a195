import type { Random } from '@trpo/random'
import type { EnvironmentSpec } from '../environment.ts'

/** A robot as an engine needs it. Both tasks on one robot share it. */
export interface RobotModel {
  /** The robot's name, for messages. */
  readonly name: string
  /** The whole model in MuJoCo's XML format, MJCF. */
  readonly mjcf: string
  /** Physics steps in one control step, during which the controls are held. */
  readonly frameSkip: number
  /** Length of a physics step, in s: the model's own. */
  readonly timestep: number
}

/**
 * What a robot is asked to do: functions of its coordinates alone, whichever engine moves it.
 *
 * qpos are the position coordinates [nq], qvel the velocities [nv]; all arrays are read only here, but for those that
 * a function is said to write.
 */
export interface RobotTask {
  /** Name, spaces and time limit of the environment. */
  readonly spec: EnvironmentSpec & {
    /** Steps after which an episode is truncated. */
    readonly timeLimit: number
  }
  /** The robot. */
  readonly model: RobotModel
  /** Draws the state in which an episode starts, and writes all of qpos and qvel. */
  start(random: Random, qpos: Float64Array, qvel: Float64Array): void
  /** Writes the observation of a state. */
  observe(qpos: Float64Array, qvel: Float64Array, into: Float64Array): void
  /** The reward of a control step from `qposBefore` under `action`, as it was asked for, to (qpos, qvel). */
  reward(qposBefore: Float64Array, action: Float64Array, qpos: Float64Array, qvel: Float64Array): number
  /** Whether the state ends the episode. */
  terminated(qpos: Float64Array, qvel: Float64Array): boolean
}

/** Length of a control step, in s. */
export function controlTimestep(model: RobotModel): number {
  return model.timestep * model.frameSkip
}
