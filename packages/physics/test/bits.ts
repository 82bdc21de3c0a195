import type { Numerics } from '@trpo/physics'
import { goldenSteps, simulatorAt } from './goldens.ts'
import { models } from './models.ts'

/** 32-bit FNV-1a over the bytes of all coordinates and velocities after three steps from every golden start, in hex. */
export function bitsOf(name: string, numerics: Numerics): string {
  const model = models[name]
  if (!model) throw new Error(`no model is named ${name}`)
  const steps = goldenSteps(name)
  const simulator = simulatorAt(model, steps, numerics)
  simulator.step(steps.length, 3)
  let hash = 0x811c9dc5
  for (const state of [simulator.qpos, simulator.qvel]) {
    for (let i = 0; i < simulator.constants.dofs.length; i++) {
      const row = state.slice(i * simulator.width, i * simulator.width + steps.length)
      for (const byte of new Uint8Array(row.buffer)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
    }
  }
  return hash.toString(16).padStart(8, '0')
}
