import type { Node, Variable } from '../ir/program.ts'
import type { CapsuleSide, PairContact } from '../model/constants/contact.ts'
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
export interface Slot {
  readonly first: Variable
  readonly second: Variable
  readonly present: Variable
}

/** A capsule in its current position: its middle and half its segment. */
export interface Segment {
  readonly centre: PlaneVector
  readonly axis: PlaneVector
}

/** Half the length of a capsule's segment, m; 0 for a sphere. */
export const halfLength = (side: CapsuleSide): number =>
  Math.sqrt(side.axis.re * side.axis.re + side.axis.im * side.axis.im)

/** A capsule as the state puts it. */
export function segment(k: Kinematics, side: CapsuleSide): Segment {
  const hinge = at(k.constants.bodies, side.body).hinge
  return {
    centre: position(k, side.centre),
    axis: hinge < 0 ? k.v.constant(side.axis) : turnedArm(k, hinge, side.axis),
  }
}

/** A slot without lanes. */
export function slot(k: Kinematics): Slot {
  const { g } = k
  return {
    first: g.variable('number', g.constant(0)),
    second: g.variable('number', g.constant(0)),
    present: g.variable('mask', g.not(g.always)),
  }
}

/**
 * Finds where two capsules touch, by MuJoCo's mjraw_CapsuleCapsule in the plane, and writes it into the slots.
 *
 * @param near the lanes in which the two may touch at all.
 */
export function findSlots(
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
