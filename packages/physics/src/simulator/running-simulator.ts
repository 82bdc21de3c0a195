import { stateRows } from '../dynamics/state-rows.ts'
import type { KernelInstance } from '../wasm/engine.ts'
import { instructions } from '../wasm/numerics.ts'
import type { CompiledModel } from './compile-model.ts'
import type { Simulator, StateArray } from './simulator.ts'

/** A simulator on a running kernel of a compiled model. */
export function simulatorOf(compiled: CompiledModel, kernel: KernelInstance): Simulator {
  const { model, constants, numerics, keepEvaluation, keepFloorForces, capacity, width } = compiled
  const { lanes, bytes } = instructions[numerics]
  const rows = stateRows(constants, { evaluation: keepEvaluation, floorForces: keepFloorForces })
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
  const stateSize = rows.control
  const state = view(0, stateSize)
  const evaluation = rows.evaluation && {
    qpos: view(rows.evaluation.qpos, n),
    constraintForce: view(rows.evaluation.constraintForce, n),
  }
  const floorContacts = constants.floorContacts.length
  const floorForce = rows.floorForce === undefined ? undefined : view(rows.floorForce, floorContacts)
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
    floorForce,
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
      if (floorForce) for (let i = 0; i < floorContacts; i++) floorForce[i * width + lane] = 0
      failed[lane] = 0
    },
    snapshot(lane) {
      if (lane === undefined) return { values: state.slice() }
      checkLane(lane)
      const values = bytes === 8 ? new Float64Array(stateSize) : new Float32Array(stateSize)
      for (let row = 0; row < stateSize; row++) values[row] = state[row * width + lane] ?? 0
      return { values }
    },
    restore(snapshot, lane) {
      const expected = lane === undefined ? state.length : stateSize
      if (snapshot.values.length !== expected) {
        throw new Error(`${model.name}: the snapshot has ${snapshot.values.length} numbers, expected ${expected}`)
      }
      if (lane === undefined) {
        state.set(snapshot.values)
        failed.fill(0)
        return
      }
      checkLane(lane)
      for (let row = 0; row < stateSize; row++) state[row * width + lane] = snapshot.values[row] ?? 0
      failed[lane] = 0
    },
  }
}
