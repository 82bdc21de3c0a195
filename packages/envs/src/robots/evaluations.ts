import type { LastEvaluation } from './engine.ts'
import type { Sites } from './task.ts'

/**
 * Room for the evaluation of each lane: of each part as much as the robot asks for. `dofs` is its number of joints,
 * `quantities` the count of numbers that it asks for of MuJoCo's own.
 */
export function evaluationsOf(
  robot: { readonly sites?: Sites; readonly feet?: readonly unknown[] },
  count: number,
  dofs: number,
  quantities = 0,
): readonly LastEvaluation[] {
  const { sites, feet = [] } = robot
  return Array.from({ length: count }, () => ({
    sites: new Float64Array(sites ? 3 * sites.names.length : 0),
    constraintForce: new Float64Array(sites ? dofs : 0),
    floorForces: new Float64Array(feet.length),
    quantities: new Float64Array(quantities),
  }))
}
