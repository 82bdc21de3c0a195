import type { Complex } from './complex.ts'
import type { Dof } from './constants/joint.ts'
import type { Frame } from './frame.ts'
import type { PlanarModel, Vector2 } from './model.ts'
import { placeBody } from './place-body.ts'

/** A model's degrees of freedom and the frames of its bodies by their names. */
export interface PlacedBodies {
  readonly dofs: readonly Dof[]
  readonly frames: ReadonlyMap<string, Frame>
}

/** A vector of a description in the given plane as a complex number. */
export function complexOf(plane: PlanarModel['plane'], [first, second]: Vector2): Complex {
  return plane === 'xz' ? { re: second, im: first } : { re: first, im: second }
}

/** Places all bodies of a model that was validated, parents before children. */
export function placeBodies({ bodies, plane, timestep }: PlanarModel): PlacedBodies {
  const vector = (v: Vector2) => complexOf(plane, v)
  const dofs: Dof[] = []
  const frames = new Map<string, Frame>()
  let trees = 0
  for (const body of bodies) {
    const parent = body.parent === undefined ? undefined : frames.get(body.parent)
    frames.set(body.name, placeBody(body, parent, parent ? parent.tree : trees++, dofs, vector, timestep))
  }
  return { dofs, frames }
}
