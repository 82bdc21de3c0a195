import type { PlanarConstants } from '../model/constants/planar.ts'
import type { PlanarModel } from '../model/model.ts'
import type { Numerics } from '../wasm/numerics.ts'

/** Numbers of a simulator's state: f64, or f32 under the numerics `f32x4`. */
export type StateArray = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>

/** The state of one lane, or of all: a copy that later steps do not change. */
export interface Snapshot {
  /**
   * qpos, qvel and qacc one after another, [3, dofs] or [3, dofs, width]. With `keepEvaluation` its two arrays follow:
   * [5, dofs] or [5, dofs, width]; then, with `keepFloorForces`, `floorForce`.
   */
  readonly values: StateArray
}

/**
 * The coordinates at which the last physics step evaluated the dynamics last, and the forces there. Under `rk4` this is
 * the fourth stage, at the end of the step but not quite at its result; under `euler` it is the step's start. The
 * values that MuJoCo leaves in mjData after mj_step (xpos, site_xpos, qfrc_constraint) belong to these coordinates.
 * After `setState` the coordinates are those of that state, and the forces 0.
 */
export interface Evaluation {
  /** Joint coordinates [dofs, width]. */
  readonly qpos: StateArray
  /** Forces of limits and contacts by joint [dofs, width], N or N m: MuJoCo's qfrc_constraint. */
  readonly constraintForce: StateArray
}

/**
 * Many copies of one robot, stepped together.
 *
 * The state is stored in arrays with one row for each degree of freedom and one column for each lane: coordinate i of
 * lane l is `qpos[i * width + l]`. The arrays are views of the module's memory: write them to set a state, and read
 * them after a step. A lane's result depends, bit for bit, only on its own state and controls, and not on the other
 * lanes, its place or their number.
 */
export interface Simulator {
  /** The description that it was made from. */
  readonly model: PlanarModel
  /** The model's constants as compiled: masses, inertias, contacts, MuJoCo's defaults filled in. */
  readonly constants: PlanarConstants
  /** The arithmetic that the simulator computes with. */
  readonly numerics: Numerics
  /** The number of lanes that can be used; they are 0 to capacity - 1. */
  readonly capacity: number
  /** Columns of the state arrays: the capacity, rounded up. */
  readonly width: number
  /** Joint coordinates [dofs, width], metres and radians, in the order of the description. */
  readonly qpos: StateArray
  /** Joint velocities [dofs, width]. */
  readonly qvel: StateArray
  /**
   * Accelerations at the last evaluation [dofs, width], at which the constraint solver starts. They change its speed,
   * not its answer.
   */
  readonly qacc: StateArray
  /** The last evaluation of the dynamics; undefined without `keepEvaluation`. */
  readonly evaluation: Evaluation | undefined
  /**
   * The normal force of the floor on each of `constants.floorContacts` in the last evaluation of the dynamics (see
   * `Evaluation`), N, at least 0 [contacts, width]: the first number of MuJoCo's mj_contactForce, and 0 where nothing
   * touches and after `setState`. Undefined without `keepFloorForces`.
   */
  readonly floorForce: StateArray | undefined
  /** Controls [motors, width], before clipping and gear. */
  readonly control: StateArray
  /** By lane: 1 if the lane's last step met a state that is not finite (see `step`), else 0. */
  readonly failed: StateArray
  /**
   * Steps lanes 0 to count - 1, or those of them that are not 0 in `active`, by `substeps` physics steps with the
   * controls held. Other lanes do not change. A lane whose coordinates and velocities stop being finite (or whose
   * magnitudes add up to 1e10 or more, a bad state for MuJoCo) keeps its last good state and is marked in `failed`.
   *
   * @returns how many lanes failed.
   */
  step(count: number, substeps: number, active?: Uint8Array): number
  /** Sets one lane's coordinates and velocities, each [dofs]. The solver then starts from 0. */
  setState(lane: number, qpos: ArrayLike<number>, qvel: ArrayLike<number>): void
  /** The state of a lane, or of all when none is given. */
  snapshot(lane?: number): Snapshot
  /** Puts a lane's snapshot into a lane of this or an equal simulator, or restores a snapshot of all lanes. */
  restore(snapshot: Snapshot, lane?: number): void
}
