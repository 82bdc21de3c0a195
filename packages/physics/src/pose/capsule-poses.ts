import { type Complex, complexAdd, complexMul, complexScale } from '../model/complex.ts'
import type { PlanarPoint } from '../model/constants/body.ts'
import type { Dof } from '../model/constants/joint.ts'
import { type Frame, frameOf, pointOf } from '../model/frame.ts'
import type { PlanarModel, Vector2 } from '../model/model.ts'
import { placeBody } from '../model/place-body.ts'
import { turn } from '../model/turn.ts'
import { validateModel } from '../model/validate.ts'

/** A capsule of a robot where it is in some pose. */
export interface PosedCapsule {
  /** The name of its body. */
  readonly body: string
  /** One end of its segment in the world, as [x, z] in the plane `xz` and [x, y] in `xy`, in metres. */
  readonly from: Vector2
  /** The other end; equal to `from` for a sphere. */
  readonly to: Vector2
  /** Metres. */
  readonly radius: number
}

/** The capsules of a robot in a pose, in the order of the description, from its joint coordinates [dofs]. */
export type CapsulePoses = (qpos: ArrayLike<number>) => readonly PosedCapsule[]

/**
 * Where the capsules of a model are, by its joint coordinates: what there is to draw of a robot. The coordinates are those of
 * `Simulator.qpos` of one lane, or MuJoCo's of the same robot. It needs no simulator.
 *
 * Throws an Error on a description that is wrong or not supported, and the function a RangeError on a wrong number of
 * coordinates.
 */
export function capsulePoses(model: PlanarModel): CapsulePoses {
  validateModel(model)
  const isUpright = model.plane === 'xz'
  const complex = ([first, second]: Vector2): Complex =>
    isUpright ? { re: second, im: first } : { re: first, im: second }
  const vector = ({ re, im }: Complex): Vector2 => (isUpright ? [im, re] : [re, im])
  const dofs: Dof[] = []
  const frames = new Map<string, Frame>()
  for (const body of model.bodies) {
    const parent = body.parent === undefined ? undefined : frames.get(body.parent)
    // No pose depends on the number of a tree.
    frames.set(body.name, placeBody(body, parent, 0, dofs, complex, model.timestep))
  }
  const capsules = model.bodies.flatMap(({ name, capsules = [] }) =>
    capsules.map(({ from, to, radius }) => {
      const frame = frameOf(frames, name)
      const end = (point: Vector2) => pointOf(frame, complex(point))
      return { body: name, from: end(from), to: end(to), radius }
    }),
  )
  return (qpos) => {
    if (qpos.length !== dofs.length)
      throw new RangeError(`qpos has length ${qpos.length}, ${model.name} expects ${dofs.length}`)
    const turns = turnsOf(dofs, qpos)
    return capsules.map(({ body, from, to, radius }) => ({
      body,
      from: vector(placePoint(from, dofs, turns, qpos)),
      to: vector(placePoint(to, dofs, turns, qpos)),
      radius,
    }))
  }
}

/** u_k = exp(i theta_k) of each hinge, theta_k = theta_parent + sign (q - reference); of a slide it means nothing. */
function turnsOf(dofs: readonly Dof[], qpos: ArrayLike<number>): readonly Complex[] {
  const angles: number[] = []
  return dofs.map(({ parent, sign, reference }, index) => {
    angles.push((parent < 0 ? 0 : angles[parent]) + sign * (qpos[index] - reference))
    return turn(angles[index])
  })
}

function placePoint(
  { base, slides, arms }: PlanarPoint,
  dofs: readonly Dof[],
  turns: readonly Complex[],
  qpos: ArrayLike<number>,
): Complex {
  let point = base
  for (const slide of slides)
    point = complexAdd(point, complexScale(qpos[slide] - dofs[slide].reference, dofs[slide].direction))
  for (const [hinge, arm] of arms) point = complexAdd(point, complexMul(arm, turns[hinge]))
  return point
}
