import { describeSpace } from '../describe-space.ts'
import type { EnvironmentSpec } from '../environment.ts'
import { type BoxBounds, boxBounds, type Space } from '../spaces.ts'

/** The bounds of each entry of an action. Throws a TypeError that names the transform unless actions are a box. */
export function boxActions(spec: EnvironmentSpec<Space>, transform: string): BoxBounds {
  const space = spec.actionSpace
  if (space.kind === 'box') return boxBounds(space)
  throw new TypeError(`${transform} needs a box of actions, ${spec.name} takes ${describeSpace(space)}`)
}
