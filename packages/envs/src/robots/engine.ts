/**
 * What the physics found where it evaluated forces last, within the last physics step: under Runge-Kutta in its fourth
 * stage, which stands at the end of the step but not quite at its result. Gymnasium's v5 tasks that look at positions of
 * sites and bodies or at forces see these, because `mj_step` leaves them behind; where a task must be theirs to the last
 * digit, functions of the new qpos will not do.
 */
export interface LastEvaluation {
  /** Positions of the robot's sites, [3 * sites] as x, y, z in m; out of its plane 0 or constant. */
  readonly sites: Float64Array
  /** Forces of limits and contacts by joint, [nv] in N or N m; 0 at a start. Empty where the robot has no sites. */
  readonly constraintForce: Float64Array
  /**
   * Force with which the floor pushes each of the robot's feet along its normal, [feet] in N, at least 0: the sum over
   * the foot's contacts with the floor, by MuJoCo's mj_contactForce. 0 in the air and at a start.
   */
  readonly floorForces: Float64Array
  /**
   * What the robot asks for of MuJoCo's own quantities, in its order (`MujocoRobot.quantities`). At a start the positions,
   * inertias and velocities are those of the start, and forces are 0. Empty where the robot asks for none.
   */
  readonly quantities: Float64Array
}

/**
 * What moves robots: `count` independent copies of one model, one for each lane.
 *
 * The coordinates are shown in arrays of the engine's own, which stay the same for its life, so that a task reads them without
 * knowing where the engine keeps its state. `S` is a snapshot: the whole state of a lane, as a value.
 */
export interface RobotEngine<S = unknown> {
  /** How many lanes there are. */
  readonly count: number
  /** How many controls a lane has. */
  readonly controls: number
  /** Position coordinates of each lane, [nq], as of its last step, start or restore. */
  readonly qpos: readonly Float64Array[]
  /** Velocities of each lane, [nv]. */
  readonly qvel: readonly Float64Array[]
  /** The last evaluation of each lane, or that of its start where it has made no step since. */
  readonly evaluation: readonly LastEvaluation[]
  /** Starts the lane from what was written into its qpos and qvel, with nothing remembered from before. */
  start(lane: number): void
  /**
   * One control step of every lane whose entry in `active` is not 0. `controls` is row-major [count, controls], before any
   * clamping. Throws an Error that names the lane when a control is not a finite number, or when the state is not finite or too
   * large to continue from. That lane must then be started anew.
   */
  step(active: Uint8Array, controls: Float64Array): void
  /** The whole state of the lane. */
  snapshot(lane: number): S
  /** Puts the lane into a snapshot taken from any lane of an engine of the same model. */
  restore(lane: number, snapshot: S): void
  /** Releases the engine. A second call does nothing. */
  dispose(): void
}
