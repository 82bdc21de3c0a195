export { largestState } from './dynamics/kernel.ts'
export { compileConstants } from './model/compile.ts'
export type { Complex } from './model/complex.ts'
export type {
  BodyConstants,
  CapsuleSide,
  Dof,
  FloorContact,
  LimitConstants,
  MotorConstants,
  PairContact,
  PlanarConstants,
  PlanarPoint,
  SoftnessConstants,
} from './model/constants.ts'
export type { Body, Capsule, Floor, Fluid, Joint, Motor, PlanarModel, Softness, Vector2 } from './model/model.ts'
export { capsuleAt } from './models/capsule-at.ts'
export { halfCheetah } from './models/half-cheetah.ts'
export { hopper } from './models/hopper.ts'
export { invertedDoublePendulum } from './models/inverted-double-pendulum.ts'
export { invertedPendulum } from './models/inverted-pendulum.ts'
export { reacher } from './models/reacher.ts'
export { swimmer } from './models/swimmer.ts'
export { walker2d } from './models/walker2d.ts'
export type { CompiledModel, Evaluation, Simulator, SimulatorOptions, Snapshot, StateArray } from './simulator.ts'
export { compileModel, createSimulator, createSimulatorNow } from './simulator.ts'
export type { Numerics } from './wasm/numerics.ts'
