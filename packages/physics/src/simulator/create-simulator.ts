import type { PlanarModel } from '../model/model.ts'
import { instantiate, instantiateNow } from '../wasm/engine.ts'
import { compileModel, type SimulatorOptions } from './compile-model.ts'
import { simulatorOf } from './running-simulator.ts'
import type { Simulator } from './simulator.ts'

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
