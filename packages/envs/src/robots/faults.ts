import { LaneError } from '../lane-error.ts'
import type { RobotModel } from './task.ts'

/** The largest magnitude of a control or a coordinate that an engine accepts: MuJoCo's own bound, mjMAXVAL. */
export const MAX_VALUE = 1e10

/**
 * Throws a LaneError unless the control is a finite number up to `MAX_VALUE`.
 */
export function assertControl(robot: Pick<RobotModel, 'name'>, lane: number, index: number, control: number): void {
  if (!(Math.abs(control) <= MAX_VALUE)) {
    throw new LaneError(lane, `control ${index} of ${robot.name} is ${control}, expects a finite number up to 1e10`)
  }
}

/** What an engine throws when the state of a lane is no longer finite, or too large to continue from. */
export function unstableError(robot: Pick<RobotModel, 'name'>, lane: number): LaneError {
  return new LaneError(
    lane,
    `the physics of ${robot.name} became unstable: its state was not finite or exceeded 1e10 within one control step. Start the lane anew; states this fast need a smaller time step`,
  )
}
