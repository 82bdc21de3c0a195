import type { EnvironmentSpec } from '../environment.ts'
import { type BoxSpace, describeSpace } from '../spaces.ts'

/** The action space of the specification, which must be a box: throws a TypeError that names the transform otherwise. */
export function boxActions(spec: EnvironmentSpec, transform: string): BoxSpace {
  const space = spec.actionSpace
  if (space.kind === 'box') return space
  throw new TypeError(`${transform} needs a box of actions, ${spec.name} takes ${describeSpace(space)}`)
}
