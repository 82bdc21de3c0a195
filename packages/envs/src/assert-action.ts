import { describeSpace } from './describe-space.ts'
import type { EnvironmentSpec } from './environment.ts'
import { type Space, spaceSize } from './spaces.ts'

/**
 * Throws a RangeError unless the action has the length that the specification asks for:
 * `action has length 2, Hopper-v5 expects 3 (3 numbers in [-1, 1])`.
 *
 * Only the length is looked at, so that it costs next to nothing in every step: a Gaussian policy leaves the bounds
 * of a box as a matter of course, and what happens then is the environment's to say.
 */
export function assertAction(spec: EnvironmentSpec<Space>, action: ArrayLike<number>): void {
  const size = spaceSize(spec.actionSpace)
  if (action.length !== size) {
    throw new RangeError(
      `action has length ${action.length}, ${spec.name} expects ${size} (${describeSpace(spec.actionSpace)})`,
    )
  }
}
