import type { PlanarModel } from '@trpo/physics'
import type { Random } from '@trpo/random'
import type { EnvironmentSpec } from '../environment.ts'
import type { LastEvaluation } from './engine.ts'
import type { Quantity } from './quantities.ts'

/** Points fixed to a robot that tasks look at. */
export interface Sites {
  /** Their names in the MJCF. */
  readonly names: readonly string[]
  /** Writes their positions at the given coordinates, [3 * names] as x, y, z in m: what MuJoCo calls site_xpos. */
  place(qpos: Float64Array, into: Float64Array): void
}

/** A part of a robot whose push against the floor tasks look at, by its names in both descriptions. */
export interface Foot {
  /** The name of its geom in the MJCF. */
  readonly geom: string
  /** The name of its capsule in the planar description. */
  readonly capsule: string
}

/**
 * A robot, described for every engine that can move it: `planar` for planar physics, `mjcf` for MuJoCo. Both describe the same
 * robot with the same coordinates in the same order, so that tasks do not see which engine runs. All tasks of one robot share
 * it.
 */
export interface RobotModel {
  /** The robot's name, for messages. */
  readonly name: string
  /** The whole model in MuJoCo's XML format, MJCF. */
  readonly mjcf: string
  /** The whole model as a description for `@trpo/physics`. */
  readonly planar: PlanarModel
  /** Physics steps in one control step, during which the controls are held. */
  readonly frameSkip: number
  /** Length of a physics step, in s: that of both descriptions. */
  readonly timestep: number
  /** Points that tasks look at. Engines keep positions and joint forces of the last evaluation for robots that have some. */
  readonly sites?: Sites
  /** Parts whose push against the floor tasks look at. Engines keep its force for robots that have some. */
  readonly feet?: readonly Foot[]
}

/** A robot as MuJoCo alone needs it: robots that do not move in a plane have only this. */
export type MujocoRobot = Omit<RobotModel, 'planar' | 'feet'> & {
  /** Its feet, by the name that this description has for them. */
  readonly feet?: readonly Pick<Foot, 'geom'>[]
  /** Quantities of MuJoCo's own that tasks look at. The engine keeps those of the last evaluation. @default none */
  readonly quantities?: readonly Quantity[]
}

/** A robot as planar physics alone needs it, without feet that tasks look at. */
export type FootlessRobot = Omit<RobotModel, 'mjcf' | 'feet'>

/** A robot as planar physics alone needs it: robots of your own need no MJCF. */
export type PlanarRobot = FootlessRobot & {
  /** Its feet, by the name that this description has for them. */
  readonly feet?: readonly Pick<Foot, 'capsule'>[]
}

/**
 * A control step from `qposBefore` under `action`, as it was asked for, to (qpos, qvel) with the last evaluation of it.
 * `quantitiesBefore` is `LastEvaluation.quantities` as it was before the step.
 */
export type TakenStep = readonly [
  qposBefore: Float64Array,
  action: Float64Array,
  qpos: Float64Array,
  qvel: Float64Array,
  evaluation: LastEvaluation,
  quantitiesBefore: Float64Array,
]

/**
 * What a robot is asked to do: functions of its coordinates, whichever engine moves it, and for robots with sites or
 * feet of the engine's last evaluation.
 *
 * qpos are the position coordinates [nq], qvel the velocities [nv]; all arrays are read only here, but for those that
 * a function is said to write. `Robot` says which engines can run the task: all, unless it is `MujocoRobot` or
 * `PlanarRobot`.
 */
export interface RobotTask<Robot = RobotModel> {
  /** Name, spaces and time limit of the environment. */
  readonly spec: EnvironmentSpec & {
    /** Steps after which an episode is truncated. */
    readonly timeLimit: number
  }
  /** The robot. */
  readonly model: Robot
  /** Draws the state in which an episode starts, and writes all of qpos and qvel. */
  start(random: Random, qpos: Float64Array, qvel: Float64Array): void
  /** Writes the observation of a state. */
  observe(qpos: Float64Array, qvel: Float64Array, into: Float64Array, evaluation: LastEvaluation): void
  /** The reward of a control step. */
  reward(...step: TakenStep): number
  /**
   * Writes what a control step reports into `into`: the numbers of `spec.info` in their order, [s]. A task that declares some has it.
   * @default the task reports nothing
   */
  report?(...step: readonly [...TakenStep, into: Float64Array]): void
  /** Whether the state ends the episode. */
  terminated(qpos: Float64Array, qvel: Float64Array, evaluation: LastEvaluation): boolean
}

/** Length of a control step, in s. */
export function controlTimestep(model: Pick<RobotModel, 'timestep' | 'frameSkip'>): number {
  return model.timestep * model.frameSkip
}
