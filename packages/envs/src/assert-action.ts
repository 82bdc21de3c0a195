import { describeSpace } from './describe-space.ts'
import type { EnvironmentSpec } from './environment.ts'
import { type Space, spaceSize } from './spaces.ts'

/**
 * Throws a RangeError unless the action has the length that the specification asks for: `action has length 2, Hopper-v5 expects
 * 3 (3 numbers in [-1, 1])`.
 *
 * Only the length is checked, so this costs next to nothing in every step. A Gaussian policy leaves the bounds of a box as a
 * matter of course, and the environment decides what happens then.
 */
export function assertAction(spec: EnvironmentSpec<Space>, action: ArrayLike<number>): void {
  const size = spaceSize(spec.actionSpace)
  if (action.length !== size) {
    throw new RangeError(
      `action has length ${action.length}, ${spec.name} expects ${size} (${describeSpace(spec.actionSpace)})`,
    )
  }
}
