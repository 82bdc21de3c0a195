import { stepKernel } from '../dynamics/kernel.ts'
import { stateRows } from '../dynamics/state-rows.ts'
import { compileConstants } from '../model/compile.ts'
import type { PlanarConstants } from '../model/constants/planar.ts'
import type { PlanarModel } from '../model/model.ts'
import { emitModule } from '../wasm/emit.ts'
import type { Numerics } from '../wasm/numerics.ts'
import { instructions } from '../wasm/numerics.ts'

/** How a simulator is made. */
export interface SimulatorOptions {
  /** How many environments it can hold, at least 1. */
  readonly capacity: number
  /** The arithmetic of the simulator. @default 'f64x2' */
  readonly numerics?: Numerics
  /** Whether `Simulator.evaluation` is kept, for up to a tenth more time a step. @default false */
  readonly keepEvaluation?: boolean
  /** Whether `Simulator.floorForce` is kept. @default false */
  readonly keepFloorForces?: boolean
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
  /** Whether the module keeps the normal forces of the contacts with the floor. */
  readonly keepFloorForces: boolean
  /** The number of lanes that can be used, 1 to 65536, as it was asked for. */
  readonly capacity: number
  /** Numbers in one row of state: the capacity, rounded up to a multiple of 2, under `f32x4` of 4. */
  readonly width: number
  /** The module: exports `memory` and `step(blocks, substeps)`. */
  readonly binary: Uint8Array<ArrayBuffer>
}

/** Compiles a model. Throws an Error that names the fault when a description is wrong or not supported. */
export function compileModel(model: PlanarModel, options: SimulatorOptions): CompiledModel {
  const { capacity, numerics = 'f64x2', keepEvaluation = false, keepFloorForces = false } = options
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > 65536) {
    throw new Error(`capacity is ${capacity}, expected a whole number from 1 to 65536`)
  }
  if (!(numerics in instructions)) throw new Error(`numerics is ${numerics}, expected f64, f64x2 or f32x4`)
  const constants = compileConstants(model)
  const kept = { evaluation: keepEvaluation, floorForces: keepFloorForces }
  const rows = stateRows(constants, kept)
  const { bytes } = instructions[numerics]
  const kernel = stepKernel(constants, numerics, undefined, kept)
  const { binary, stride } = emitModule(kernel, numerics, rows.count, capacity)
  return { model, constants, numerics, keepEvaluation, keepFloorForces, capacity, width: stride / bytes, binary }
}
