import { stateRows, stepKernel } from './dynamics/kernel.ts'
import { compileConstants } from './model/compile.ts'
import type { PlanarConstants } from './model/constants.ts'
import type { PlanarModel } from './model/model.ts'
import { emitModule } from './wasm/emit.ts'
import type { KernelInstance } from './wasm/engine.ts'
import { instantiate, instantiateNow } from './wasm/engine.ts'
import type { Numerics } from './wasm/numerics.ts'
import { instructions } from './wasm/numerics.ts'

/** Numbers of a simulator's state: f64, or f32 under the numerics `f32x4`. */
export type StateArray = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>

/** How a simulator is made. */
export interface SimulatorOptions {
  /** How many environments it can hold, at least 1. */
  readonly capacity: number
  /** The arithmetic of the simulator. @default 'f64x2' */
  readonly numerics?: Numerics
  /** Whether `Simulator.evaluation` is kept, for up to a tenth more time a step. @default false */
  readonly keepEvaluation?: boolean
}

/** The state of one lane, or of all: a copy that later steps do not change. */
export interface Snapshot {
  /**
   * qpos, qvel and qacc one after another, [3, dofs] or [3, dofs, width]. With `keepEvaluation` its two arrays follow:
   * [5, dofs] or [5, dofs, width].
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

/** A model compiled to WebAssembly, which can be sent to workers or inspected. */
export interface CompiledModel {
  /** The description that it was compiled from. */
  readonly model: PlanarModel
  /** The model's constants, which the module's code has built in. */
  readonly constants: PlanarConstants
  /** The arithmetic of the module. Its state is f32 under `f32x4` and f64 otherwise. */
  readonly numerics: Numerics
  /** Whether the module keeps the numbers of an `Evaluation`. */
  readonly keepEvaluation: boolean
  /** The number of lanes that can be used, 1 to 65536, as it was asked for. */
  readonly capacity: number
  /** Numbers in one row of state: the capacity, rounded up to a multiple of 2, under `f32x4` of 4. */
  readonly width: number
  /** The module: exports `memory` and `step(blocks, substeps)`. */
  readonly binary: Uint8Array<ArrayBuffer>
}

/** Compiles a model. Throws an Error that names the fault when a description is wrong or not supported. */
export function compileModel(model: PlanarModel, options: SimulatorOptions): CompiledModel {
  const { capacity, numerics = 'f64x2', keepEvaluation = false } = options
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > 65536) {
    throw new Error(`capacity is ${capacity}, expected a whole number from 1 to 65536`)
  }
  if (!(numerics in instructions)) throw new Error(`numerics is ${numerics}, expected f64, f64x2 or f32x4`)
  const constants = compileConstants(model)
  const rows = stateRows(constants, keepEvaluation)
  const { bytes } = instructions[numerics]
  const kernel = stepKernel(constants, numerics, undefined, keepEvaluation)
  const { binary, stride } = emitModule(kernel, numerics, rows.count, capacity)
  return { model, constants, numerics, keepEvaluation, capacity, width: stride / bytes, binary }
}

/** Compiles a model and makes a simulator at once. In a browser's main thread prefer `createSimulator`. */
export function createSimulatorNow(model: PlanarModel, options: SimulatorOptions): Simulator {
  const compiled = compileModel(model, options)
  return simulatorOf(compiled, instantiateNow(compiled.binary))
}

/** Compiles a model and makes a simulator; the engine compiles the module in the background. */
export async function createSimulator(model: PlanarModel, options: SimulatorOptions): Promise<Simulator> {
  const compiled = compileModel(model, options)
  return simulatorOf(compiled, await instantiate(compiled.binary))
}

function simulatorOf(compiled: CompiledModel, kernel: KernelInstance): Simulator {
  const { model, constants, numerics, keepEvaluation, capacity, width } = compiled
  const { lanes, bytes } = instructions[numerics]
  const rows = stateRows(constants, keepEvaluation)
  const n = constants.dofs.length
  const motors = constants.motors.length
  const view = (row: number, count: number): StateArray =>
    bytes === 8
      ? new Float64Array(kernel.memory, row * width * bytes, count * width)
      : new Float32Array(kernel.memory, row * width * bytes, count * width)
  const qpos = view(rows.qpos, n)
  const qvel = view(rows.qvel, n)
  const qacc = view(rows.qacc, n)
  const control = view(rows.control, motors)
  const enabled = view(rows.enabled, 1)
  const failed = view(rows.failed, 1)
  const parts = keepEvaluation ? 5 : 3
  const state = view(rows.qpos, parts * n)
  const evaluation = rows.evaluation && {
    qpos: view(rows.evaluation.qpos, n),
    constraintForce: view(rows.evaluation.constraintForce, n),
  }
  constants.dofs.forEach((dof, i) => {
    qpos.fill(dof.reference, i * width, (i + 1) * width)
    evaluation?.qpos.fill(dof.reference, i * width, (i + 1) * width)
  })
  const checkLane = (lane: number): void => {
    if (!Number.isInteger(lane) || lane < 0 || lane >= capacity) {
      throw new Error(`${model.name}: lane is ${lane}, expected 0 to ${capacity - 1}`)
    }
  }
  return {
    model,
    constants,
    numerics,
    capacity,
    width,
    qpos,
    qvel,
    qacc,
    evaluation,
    control,
    failed,
    step(count, substeps, active) {
      if (!Number.isInteger(count) || count < 0 || count > capacity) {
        throw new Error(`${model.name}: count is ${count}, expected 0 to the capacity of ${capacity}`)
      }
      if (!Number.isInteger(substeps) || substeps < 1) {
        throw new Error(`${model.name}: substeps is ${substeps}, expected a whole number of at least 1`)
      }
      if (active && active.length < count) {
        throw new Error(`${model.name}: active has length ${active.length}, expected at least ${count}`)
      }
      if (count === 0) return 0
      const blocks = Math.ceil(count / lanes)
      for (let lane = 0; lane < blocks * lanes; lane++) {
        enabled[lane] = lane < count && active?.[lane] !== 0 ? 1 : 0
      }
      kernel.step(blocks, substeps)
      let failures = 0
      for (let lane = 0; lane < count; lane++) if (failed[lane] !== 0 && enabled[lane] !== 0) failures++
      return failures
    },
    setState(lane, positions, velocities) {
      checkLane(lane)
      if (positions.length !== n || velocities.length !== n) {
        throw new Error(
          `${model.name}: given ${positions.length} coordinates and ${velocities.length} velocities, expected ${n} each`,
        )
      }
      for (let i = 0; i < n; i++) {
        qpos[i * width + lane] = positions[i] ?? 0
        qvel[i * width + lane] = velocities[i] ?? 0
        qacc[i * width + lane] = 0
        if (evaluation) {
          evaluation.qpos[i * width + lane] = positions[i] ?? 0
          evaluation.constraintForce[i * width + lane] = 0
        }
      }
      failed[lane] = 0
    },
    snapshot(lane) {
      if (lane === undefined) return { values: state.slice() }
      checkLane(lane)
      const values = bytes === 8 ? new Float64Array(parts * n) : new Float32Array(parts * n)
      for (let row = 0; row < parts * n; row++) values[row] = state[row * width + lane] ?? 0
      return { values }
    },
    restore(snapshot, lane) {
      const expected = lane === undefined ? state.length : parts * n
      if (snapshot.values.length !== expected) {
        throw new Error(`${model.name}: the snapshot has ${snapshot.values.length} numbers, expected ${expected}`)
      }
      if (lane === undefined) {
        state.set(snapshot.values)
        failed.fill(0)
        return
      }
      checkLane(lane)
      for (let row = 0; row < parts * n; row++) state[row * width + lane] = snapshot.values[row] ?? 0
      failed[lane] = 0
    },
  }
}
