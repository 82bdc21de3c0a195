import type { Node, Variable } from '../ir/program.ts'
import type { CapsuleSide, PairContact } from '../model/constants.ts'
import type { Constraint } from './constraint.ts'
import { contactConstraint } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at, position, turnedArm } from './kinematics.ts'
import type { PlaneVector } from './vector.ts'

/**
 * Below this determinant two axes count as parallel. It is MuJoCo's mjMINVAL or, in single precision, what rounding
 * leaves of 0.
 */
const parallelDeterminant = (k: Kinematics, product: number): number =>
  k.numerics === 'f32x4' ? 1e-6 * product : 1e-15

/** One possible contact of a pair: its place on each segment, in half lengths from the middle, and its lanes. */
interface Slot {
  readonly first: Variable
  readonly second: Variable
  readonly present: Variable
}

/** A capsule in its current position: its middle and half its segment. */
interface Segment {
  readonly centre: PlaneVector
  readonly axis: PlaneVector
}

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

const halfLength = (side: CapsuleSide): number => Math.sqrt(side.axis.re * side.axis.re + side.axis.im * side.axis.im)

function segment(k: Kinematics, side: CapsuleSide): Segment {
  const hinge = at(k.constants.bodies, side.body).hinge
  return {
    centre: position(k, side.centre),
    axis: hinge < 0 ? k.v.constant(side.axis) : turnedArm(k, hinge, side.axis),
  }
}

function slot(k: Kinematics): Slot {
  const { g } = k
  return {
    first: g.variable('number', g.constant(0)),
    second: g.variable('number', g.constant(0)),
    present: g.variable('mask', g.not(g.always)),
  }
}

function findSlots(
  k: Kinematics,
  pair: PairContact,
  [one, two]: readonly [Segment, Segment],
  [slotA, slotB]: readonly [Slot, Slot],
  near: Node,
): void {
  const { g, v } = k
  const unit = g.constant(1)
  const clip = (x: Node): Node => g.min(g.max(x, g.constant(-1)), unit)
  const touching = (a: Node, b: Node): Node => {
    const gap = v.sub(v.add(two.centre, v.scale(b, two.axis)), v.add(one.centre, v.scale(a, one.axis)))
    const reach = pair.first.radius + pair.second.radius + pair.margin
    return g.lt(v.dot(gap, gap), g.constant(reach * reach))
  }
  const [length1, length2] = [halfLength(pair.first), halfLength(pair.second)]
  if (length1 === 0 || length2 === 0) {
    // A sphere touches the other segment at the projection of its centre.
    const towards = v.sub(two.centre, one.centre)
    const a = length1 === 0 ? g.constant(0) : clip(g.mul(v.dot(one.axis, towards), g.constant(1 / (length1 * length1))))
    const b =
      length2 === 0 ? g.constant(0) : clip(g.mul(v.dot(two.axis, towards), g.constant(-1 / (length2 * length2))))
    g.set(slotA.first, a)
    g.set(slotA.second, b)
    g.set(slotA.present, g.and(near, touching(a, b)))
    return
  }
  // MuJoCo's names: the normal equations [ma mb; mb mc] (x1, x2) = (u, v).
  const ma = g.constant(length1 * length1)
  const mc = g.constant(length2 * length2)
  const difference = v.sub(one.centre, two.centre)
  const mb = g.neg(v.dot(one.axis, two.axis))
  const u = g.neg(v.dot(one.axis, difference))
  const w = v.dot(two.axis, difference)
  const determinant = g.sub(g.mul(ma, mc), g.mul(mb, mb))
  const parallel = g.lt(g.abs(determinant), g.constant(parallelDeterminant(k, length1 * length1 * length2 * length2)))
  const inverse = g.div(unit, g.select(parallel, unit, determinant))
  const free1 = g.mul(g.sub(g.mul(mc, u), g.mul(mb, w)), inverse)
  const free2 = g.mul(g.sub(g.mul(ma, w), g.mul(mb, u)), inverse)
  const outside1 = g.lt(unit, g.abs(free1))
  const x1 = clip(free1)
  const x2 = g.select(outside1, g.div(g.sub(w, g.mul(mb, x1)), mc), free2)
  const outside2 = g.lt(unit, g.abs(x2))
  const end2 = clip(x2)
  const end1 = g.select(outside2, clip(g.div(g.sub(u, g.mul(mb, end2)), ma)), x1)
  const crossing = g.not(g.or(outside1, outside2))
  const general = g.and(g.and(near, g.not(g.or(parallel, crossing))), touching(end1, end2))
  g.set(slotA.first, end1)
  g.set(slotA.second, end2)
  g.set(slotA.present, general)
  g.ifAny(g.and(near, parallel), () => {
    const lanes = g.and(near, parallel)
    const minus = g.constant(-1)
    const onSecond = (a: Node): readonly [Node, Node] => [a, clip(g.div(g.sub(w, g.mul(mb, a)), mc))]
    const onFirst = (b: Node): readonly [Node, Node] => [clip(g.div(g.sub(u, g.mul(mb, b)), ma)), b]
    for (const [a, b] of [onSecond(unit), onSecond(minus), onFirst(unit), onFirst(minus)]) {
      const found = g.and(lanes, touching(a, b))
      const taken = g.get(slotA.present)
      const takeA = g.and(found, g.not(taken))
      const takeB = g.and(g.and(found, taken), g.not(g.get(slotB.present)))
      put(k, slotA, takeA, a, b)
      put(k, slotB, takeB, a, b)
    }
  })
}

function put(k: Kinematics, target: Slot, lanes: Node, a: Node, b: Node): void {
  const { g } = k
  g.set(target.first, g.select(lanes, a, g.get(target.first)))
  g.set(target.second, g.select(lanes, b, g.get(target.second)))
  g.set(target.present, g.or(lanes, g.get(target.present)))
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
