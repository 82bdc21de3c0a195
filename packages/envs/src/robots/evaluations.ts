import type { LastEvaluation } from './engine.ts'
import type { RobotModel } from './task.ts'

/** Room for the evaluation of each lane: `dofs` forces where the robot has sites, else nothing. */
export function evaluationsOf(
  robot: Pick<RobotModel, 'sites'>,
  count: number,
  dofs: number,
): readonly LastEvaluation[] {
  const { sites } = robot
  return Array.from({ length: count }, () => ({
    sites: new Float64Array(sites ? 3 * sites.names.length : 0),
    constraintForce: new Float64Array(sites ? dofs : 0),
  }))
}
