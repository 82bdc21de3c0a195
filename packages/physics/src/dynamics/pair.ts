import type { Node } from '../ir/program.ts'
import type { CapsuleSide, PairContact } from '../model/constants/contact.ts'
import type { Constraint } from './constraint.ts'
import { contactConstraint } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at, turnedArm } from './kinematics.ts'
import { findSlots, halfLength, type Segment, type Slot, segment, slot } from './nearest-points.ts'
import type { PlaneVector } from './vector.ts'

/**
 * Contacts between two capsules: MuJoCo's mjraw_CapsuleCapsule in the plane.
 *
 * The nearest points of two segments are one contact; parallel segments have up to two. Segments that cross have
 * distance 0 and, in MuJoCo, a normal out of the plane, which has no effect here, so they are no contact. A sphere is a
 * segment of length 0.
 */
export function pairConstraints(k: Kinematics): readonly Constraint[] {
  return k.constants.pairContacts.flatMap((pair) => {
    const { g, v } = k
    const segments = [segment(k, pair.first), segment(k, pair.second)] as const
    const spheres = halfLength(pair.first) === 0 || halfLength(pair.second) === 0
    const slots = [slot(k), slot(k)] as const
    const between = v.sub(segments[1].centre, segments[0].centre)
    const reach =
      halfLength(pair.first) + halfLength(pair.second) + pair.first.radius + pair.second.radius + pair.margin
    const near = g.lt(v.dot(between, between), g.constant(reach * reach))
    g.ifAny(near, () => {
      findSlots(k, pair, segments, slots, near)
    })
    return slots.slice(0, spheres ? 1 : 2).map((which): Constraint => slotConstraint(k, pair, segments, which))
  })
}

function slotConstraint(
  k: Kinematics,
  pair: PairContact,
  [one, two]: readonly [Segment, Segment],
  which: Slot,
): Constraint {
  const { g, v, constants } = k
  const present = g.get(which.present)
  const end1 = v.scale(g.get(which.first), one.axis)
  const end2 = v.scale(g.get(which.second), two.axis)
  const gap = v.sub(v.add(two.centre, end2), v.add(one.centre, end1))
  const length = g.sqrt(v.dot(gap, gap))
  const distance = g.sub(length, g.constant(pair.first.radius + pair.second.radius))
  const coordinates = pairCoordinates(k, pair)
  const jacobians = () => {
    const normal = v.scale(g.div(g.constant(1), length), gap)
    const half = g.mul(g.constant(0.5), distance)
    const normals = new Map<number, Node>()
    const tangents = new Map<number, Node>()
    const levers = [
      lever(k, pair.first, v.add(end1, v.scale(g.add(half, g.constant(pair.first.radius)), normal))),
      lever(k, pair.second, v.sub(end2, v.scale(g.add(half, g.constant(pair.second.radius)), normal))),
    ] as const
    for (const dof of coordinates) {
      const nothing = v.constant({ re: 0, im: 0 })
      const relative = v.sub(levers[1].get(dof) ?? nothing, levers[0].get(dof) ?? nothing)
      const column = constants.dofs[dof]?.type === 'slide' ? relative : v.turned(relative)
      normals.set(dof, v.dot(normal, column))
      tangents.set(dof, v.dot(v.turned(normal), column))
    }
    return { normal: normals, tangent: tangents }
  }
  return contactConstraint(k, pair, present, distance, jacobians, coordinates)
}

/**
 * The contact point relative to each coordinate's own pivot (for a slide, its direction). `offset` is relative to the
 * capsule's middle.
 */
function lever(k: Kinematics, side: CapsuleSide, offset: PlaneVector): ReadonlyMap<number, PlaneVector> {
  const result = new Map<number, PlaneVector>()
  for (const slide of side.centre.slides) result.set(slide, at(k.axes, slide))
  for (const [hinge, arm] of side.centre.arms) result.set(hinge, turnedArm(k, hinge, arm))
  const own = at(k.constants.bodies, side.body).hinge
  if (own >= 0) result.set(own, k.v.add(result.get(own) ?? k.v.constant({ re: 0, im: 0 }), offset))
  return result
}

/** The coordinates that move one capsule of a pair against the other: all hinges of both, and slides of different trees. */
function pairCoordinates(k: Kinematics, pair: PairContact): readonly number[] {
  const dofs = new Set<number>()
  const [first, second] = [at(k.constants.bodies, pair.first.body), at(k.constants.bodies, pair.second.body)]
  for (const [side, body] of [
    [pair.first, first],
    [pair.second, second],
  ] as const) {
    for (const hinge of side.centre.arms.keys()) dofs.add(hinge)
    if (body.hinge >= 0) dofs.add(body.hinge)
    if (first.tree !== second.tree) for (const slide of side.centre.slides) dofs.add(slide)
  }
  return [...dofs].sort((a, b) => a - b)
}
