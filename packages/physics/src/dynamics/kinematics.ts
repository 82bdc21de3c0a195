import type { Graph } from '../ir/graph.ts'
import type { Node } from '../ir/program.ts'
import type { Complex } from '../model/complex.ts'
import type { PlanarPoint } from '../model/constants/body.ts'
import type { PlanarConstants } from '../model/constants/planar.ts'
import type { Numerics } from '../wasm/numerics.ts'
import { turnNodes } from './turn.ts'
import type { PlaneVector, VectorMath } from './vector.ts'
import { vectorMath } from './vector.ts'

/** What an evaluation of the dynamics knows of the state. Lists are by degree of freedom. */
export interface Kinematics {
  readonly g: Graph
  readonly v: VectorMath
  readonly constants: PlanarConstants
  readonly numerics: Numerics
  /** Joint coordinates and velocities, as in qpos and qvel. */
  readonly q: readonly Node[]
  readonly velocity: readonly Node[]
  /** Rate in the solver's coordinates: a slide's velocity, a hinge's absolute angular velocity. */
  readonly rate: readonly Node[]
  /** u_k = exp(i theta_k) of each hinge; of a slide its direction. */
  readonly axes: readonly PlaneVector[]
}

/** Absolute turns and rates of all hinges: theta_k = theta_parent + sign (q - reference). */
export function kinematics(
  g: Graph,
  constants: PlanarConstants,
  q: readonly Node[],
  velocity: readonly Node[],
  numerics: Numerics,
): Kinematics {
  const v = vectorMath(g)
  const angles: Node[] = []
  const rate = absolute(g, constants, velocity)
  const axes = constants.dofs.map((dof, index) => {
    const coordinate = at(q, index)
    if (dof.type === 'slide') {
      angles.push(g.constant(0))
      return v.constant(dof.direction)
    }
    const relative = g.mul(g.constant(dof.sign), g.sub(coordinate, g.constant(dof.reference)))
    const angle = dof.parent < 0 ? relative : g.add(at(angles, dof.parent), relative)
    angles.push(angle)
    return turnNodes(g, angle, numerics)
  })
  return { g, v, constants, numerics, q, velocity, rate, axes }
}

/** Rates of the solver's coordinates from joint rates (velocities or accelerations). */
export function absolute(g: Graph, constants: PlanarConstants, joint: readonly Node[]): readonly Node[] {
  const result: Node[] = []
  constants.dofs.forEach((dof, index) => {
    const own = g.mul(g.constant(dof.sign), at(joint, index))
    result.push(dof.parent < 0 ? own : g.add(at(result, dof.parent), own))
  })
  return result
}

/** Joint rates from rates of the solver's coordinates: the inverse of `absolute`. */
export function relative(g: Graph, constants: PlanarConstants, rates: readonly Node[]): readonly Node[] {
  return constants.dofs.map((dof, index) => {
    const own = dof.parent < 0 ? at(rates, index) : g.sub(at(rates, index), at(rates, dof.parent))
    return g.mul(g.constant(dof.sign), own)
  })
}

/** A point's position. */
export function position(k: Kinematics, point: PlanarPoint): PlaneVector {
  let sum = k.v.constant(point.base)
  for (const slide of point.slides) {
    const displacement = k.g.sub(at(k.q, slide), k.g.constant(k.constants.dofs[slide]?.reference ?? 0))
    sum = k.v.add(sum, k.v.scale(displacement, at(k.axes, slide)))
  }
  for (const [hinge, arm] of point.arms) sum = k.v.add(sum, turnedArm(k, hinge, arm))
  return sum
}

/** arm u_k: an arm of the body, which is a constant, in its current position. */
export function turnedArm(k: Kinematics, hinge: number, arm: Complex): PlaneVector {
  return k.v.mul(k.v.constant(arm), at(k.axes, hinge))
}

/**
 * The derivative of a point by each solver coordinate that moves it. For a slide it is its direction, for a hinge i
 * arm_k u_k.
 */
export function jacobian(k: Kinematics, point: PlanarPoint): Map<number, PlaneVector> {
  const columns = new Map<number, PlaneVector>()
  for (const slide of point.slides) columns.set(slide, at(k.axes, slide))
  for (const [hinge, arm] of point.arms) columns.set(hinge, k.v.turned(turnedArm(k, hinge, arm)))
  return columns
}

/** The entry of a list, which must exist. */
export function at<T>(list: readonly T[], index: number): T {
  const value = list[index]
  if (value === undefined) throw new Error(`no entry ${index} in a list of ${list.length}`)
  return value
}
