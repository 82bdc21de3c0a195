import { createSimulatorNow, type Numerics } from '@trpo/physics'
import { models } from './models.ts'
import { scatteredStart, uniformDraws } from './scattered.ts'

const LANES = 61
const STEPS = 40

/**
 * By model and numerics, a number of the bits of all coordinates and velocities along many rollouts: falls, presses
 * against limits and contacts among them. The same on every engine; nothing here is of Node, or rounds differently
 * elsewhere.
 */
export function digests(): Readonly<Record<string, string>> {
  const results: Record<string, string> = {}
  for (const name of Object.keys(models)) {
    for (const numerics of ['f64', 'f64x2', 'f32x4'] as const) {
      results[`${name} ${numerics}`] = digest(name, numerics)
    }
  }
  return results
}

function digest(name: string, numerics: Numerics): string {
  const model = models[name]
  if (!model) throw new Error(`no model is named ${name}`)
  const simulator = createSimulatorNow(model, { capacity: LANES, numerics })
  const draw = uniformDraws(LANES)
  for (let lane = 0; lane < LANES; lane++) {
    const { qpos, qvel } = scatteredStart(simulator, draw)
    simulator.setState(lane, qpos, qvel)
  }
  let hash = 0x811c9dc5
  for (let step = 0; step < STEPS; step++) {
    for (let motor = 0; motor < simulator.constants.motors.length; motor++) {
      for (let lane = 0; lane < LANES; lane++) simulator.control[motor * simulator.width + lane] = 3 * draw() - 1.5
    }
    simulator.step(LANES, 2)
    for (const state of [simulator.qpos, simulator.qvel]) {
      // Columns beyond the lanes are padding.
      for (let i = 0; i < simulator.constants.dofs.length; i++) {
        const row = state.slice(i * simulator.width, i * simulator.width + LANES)
        for (const byte of new Uint8Array(row.buffer)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
      }
    }
  }
  return hash.toString(16).padStart(8, '0')
}
