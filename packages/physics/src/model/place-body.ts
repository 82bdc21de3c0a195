import type { Complex } from './complex.ts'
import { complexMul, complexScale, zero } from './complex.ts'
import type { Dof } from './constants/joint.ts'
import type { Frame } from './frame.ts'
import { pointOf } from './frame.ts'
import type { Body, Joint, Vector2 } from './model.ts'
import { softnessConstants } from './softness.ts'
import { turn } from './turn.ts'

/**
 * The frame of a body on its parent's, behind its joints, whose degrees of freedom are appended to `dofs`.
 *
 * @param tree number of the body's tree.
 * @param vector a vector of the description as a complex number.
 * @param timestep s, to which limits are no softer than MuJoCo makes them.
 */
export function placeBody(
  body: Body,
  parent: Frame | undefined,
  tree: number,
  dofs: Dof[],
  vector: (v: Vector2) => Complex,
  timestep: number,
): Frame {
  const orientation = complexMul(parent?.orientation ?? { re: 1, im: 0 }, turn(body.angle ?? 0))
  const slides: number[] = [...(parent?.slides ?? [])]
  const position = vector(body.position ?? [0, 0])
  let frame: Frame = parent
    ? { ...pointOf(parent, position), tree, hinge: parent.hinge, orientation }
    : { base: position, slides, arms: new Map(), tree, hinge: -1, orientation }
  for (const joint of body.joints ?? []) {
    const index = dofs.length
    const axis = joint.axis
    const direction = typeof axis === 'number' ? zero : complexMul(orientation, vector(axis))
    dofs.push(jointDof(joint, tree, direction, frame.hinge, timestep))
    if (joint.type === 'slide') {
      slides.push(index)
      frame = { ...frame, slides }
    } else {
      const anchor = vector(joint.anchor ?? [0, 0])
      const pivot = pointOf(frame, anchor)
      const arms = new Map(pivot.arms)
      arms.set(index, complexScale(-1, complexMul(orientation, anchor)))
      frame = { base: pivot.base, slides: pivot.slides, arms, tree, hinge: index, orientation }
    }
  }
  return frame
}

function jointDof(joint: Joint, tree: number, direction: Complex, parent: number, timestep: number): Dof {
  return {
    name: joint.name,
    type: joint.type,
    tree,
    direction,
    sign: typeof joint.axis === 'number' ? joint.axis : 1,
    parent: joint.type === 'hinge' ? parent : -1,
    reference: joint.reference ?? 0,
    armature: joint.armature ?? 0,
    damping: joint.damping ?? 0,
    stiffness: joint.stiffness ?? 0,
    springReference: joint.springReference ?? 0,
    limit: joint.range && {
      range: joint.range,
      margin: joint.margin ?? 0,
      softness: softnessConstants([joint.limit], timestep),
      inverseWeight: 0,
    },
  }
}
