import { describeSpace } from '../describe-space.ts'
import type { EnvironmentSpec } from '../environment.ts'
import { type BoxBounds, boxBounds, type Space } from '../spaces.ts'

/** The bounds of each entry of an action, which must be a box: throws a TypeError that names the transform otherwise. */
export function boxActions(spec: EnvironmentSpec<Space>, transform: string): BoxBounds {
  const space = spec.actionSpace
  if (space.kind === 'box') return boxBounds(space)
  throw new TypeError(`${transform} needs a box of actions, ${spec.name} takes ${describeSpace(space)}`)
}
