/**
 * What moves robots: `count` copies of one model, one a lane, independent of each other.
 *
 * The coordinates are shown in arrays of the engine's own, which stay the same for its life, so that a task reads them
 * without knowing where the engine keeps its state. `S` is a snapshot: the whole state of a lane, as a value.
 */
export interface RobotEngine<S = unknown> {
  /** How many lanes. */
  readonly count: number
  /** How many controls a lane has. */
  readonly controls: number
  /** Position coordinates of each lane, [nq], as of its last step, start or restore. */
  readonly qpos: readonly Float64Array[]
  /** Velocities of each lane, [nv]. */
  readonly qvel: readonly Float64Array[]
  /** Starts the lane from what was written into its qpos and qvel, with nothing remembered from before. */
  start(lane: number): void
  /**
   * One control step of every lane whose entry in `active` is not 0. `controls` is row-major [count, controls], before
   * any clamping. Throws an Error that names the lane when a control is not a finite number, or when the state is not
   * finite or too large to go on with; that lane must then be started anew.
   */
  step(active: Uint8Array, controls: Float64Array): void
  /** The whole state of the lane. */
  snapshot(lane: number): S
  /** Puts the lane into a snapshot taken from any lane of an engine of the same model. */
  restore(lane: number, snapshot: S): void
  /** Releases the engine. A second call does nothing. */
  dispose(): void
}
