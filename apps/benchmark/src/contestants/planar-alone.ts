import type { PlanarRobot } from '@trpo/envs/planar'
import { createSimulatorNow, type Numerics } from '@trpo/physics'
import type { EpisodePlan } from './episode-plan.ts'

/** A planar simulation driven directly. */
export interface PlanarAlone {
  /** Takes one control step of all lanes. */
  step(): void
  /** The current positions of a lane. */
  qpos(lane: number): Float64Array
}

/**
 * The work that everything on planar physics has to do at least: it sets the controls and calls `step`, through the
 * public API of `@trpo/physics` alone, without observations or rewards, for all lanes of a plan at once.
 */
export function planarAlone(robot: PlanarRobot, plan: EpisodePlan, numerics: Numerics): PlanarAlone {
  const { lanes } = plan
  const simulator = createSimulatorNow(robot.planar, { capacity: lanes, numerics })
  const { width, control } = simulator
  const { size, values, offset } = plan.actions
  let step = 0

  return {
    step() {
      for (let lane = 0; lane < lanes; lane++) {
        const start = plan.start(step, lane)
        if (start !== undefined) simulator.setState(lane, start.qpos, start.qvel)
        const from = offset(step, lane)
        for (let k = 0; k < size; k++) control[k * width + lane] = values[from + k]
      }
      const failures = simulator.step(lanes, robot.frameSkip)
      if (failures > 0) throw new Error(`${robot.name} became unstable in ${failures} lanes`)
      step = (step + 1) % plan.steps
    },
    qpos: (lane) =>
      Float64Array.from({ length: simulator.constants.dofs.length }, (_, i) => simulator.qpos[i * width + lane]),
  }
}
