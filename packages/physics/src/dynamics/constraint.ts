import type { Graph } from '../ir/graph.ts'
import type { Node, Variable } from '../ir/program.ts'
import type { SoftnessConstants } from '../model/constants/joint.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'

/** A direction of a constraint: its Jacobian by solver coordinate, and the acceleration that it asks for. */
interface Direction {
  readonly jacobian: ReadonlyMap<number, Node>
  readonly reference: Node
}

/**
 * A limit or contact that may act. Its rows push one way only: a row acts while J a < reference.
 *
 * Without a tangent there is one row. With one there are MuJoCo's four of the pyramid of dimension 3: normal + mu tangent,
 * normal - mu tangent, and twice the normal alone, for the two that point out of the plane.
 */
export interface Constraint {
  /** The lanes in which the constraint exists. */
  readonly present: Node
  /** D of each row; 0 where it does not exist. */
  readonly weight: Node
  readonly normal: Direction
  /** A limit's row points along the joint where this holds and against it elsewhere. */
  readonly forward: Node | undefined
  readonly tangent: (Direction & { readonly friction: number }) | undefined
  /** Which of its rows act, as the solver last found. */
  readonly acting: readonly Variable[]
}

/**
 * D = 1 / R of a constraint's rows at a distance beyond the margin, and the impedance, where R = (1 - impedance) /
 * impedance x diagonal. Source: MuJoCo's documentation, "Constraint parameters".
 */
function impedanceNodes(
  g: Graph,
  softness: SoftnessConstants,
  distance: Node,
  diagonal: number,
): { readonly impedance: Node; readonly weight: Node } {
  const impedance = impedanceCurve(g, softness.impedance, distance)
  const scaled = g.mul(g.sub(g.constant(1), impedance), g.constant(diagonal))
  const weight = g.div(impedance, g.max(scaled, g.mul(impedance, g.constant(1e-15))))
  return { impedance, weight }
}

function impedanceCurve(
  g: Graph,
  [surface, depth, width, midpoint, power]: SoftnessConstants['impedance'],
  distance: Node,
): Node {
  if (surface === depth || width <= 1e-15) return g.constant(0.5 * (surface + depth))
  const x = g.mul(g.abs(distance), g.constant(1 / width))
  // Powers are whole, or half where a contact takes the mean of two surfaces.
  const raised = (base: Node): Node => {
    let result = base
    for (let exponent = 2; exponent <= power; exponent++) result = g.mul(result, base)
    return Number.isInteger(power) ? result : g.mul(result, g.sqrt(base))
  }
  const scale = (share: number): number => {
    let result = 1
    for (let exponent = 1; exponent <= power - 1; exponent++) result /= share
    return Number.isInteger(power) ? result : result / Math.sqrt(share)
  }
  const near = g.mul(g.constant(scale(midpoint)), raised(x))
  const rest = g.max(g.sub(g.constant(1), x), g.constant(0))
  const far = g.sub(g.constant(1), g.mul(g.constant(scale(1 - midpoint)), raised(rest)))
  const y = power === 1 ? x : g.select(g.le(x, g.constant(midpoint)), near, far)
  const inside = g.add(g.constant(surface), g.mul(y, g.constant(depth - surface)))
  return g.select(g.lt(x, g.constant(1)), inside, g.constant(depth))
}

/** J x, over the coordinates that a direction has. */
export function along(k: Kinematics, jacobian: ReadonlyMap<number, Node>, rates: readonly Node[]): Node {
  return k.g.sum([...jacobian].map(([dof, value]) => k.g.mul(value, at(rates, dof))))
}

/** Joint limits: distance = q - lower or upper - q, whichever is less; they act at distance < margin. */
export function limitConstraints(k: Kinematics): readonly Constraint[] {
  const { g } = k
  return k.constants.dofs.flatMap((dof, index): Constraint[] => {
    const limit = dof.limit
    if (!limit) return []
    const q = at(k.q, index)
    const lower = g.sub(q, g.constant(limit.range[0]))
    const upper = g.sub(g.constant(limit.range[1]), q)
    const forward = g.lt(lower, upper)
    const distance = g.sub(g.min(lower, upper), g.constant(limit.margin))
    const present = g.lt(distance, g.constant(0))
    const weight = g.variable('number', g.constant(0))
    const reference = g.variable('number', g.constant(0))
    g.ifAny(present, () => {
      const { impedance, weight: d } = impedanceNodes(g, limit.softness, distance, limit.inverseWeight)
      g.set(weight, g.select(present, d, g.constant(0)))
      const push = g.mul(g.mul(g.constant(limit.softness.stiffness), impedance), distance)
      const signed = g.select(forward, push, g.neg(push))
      g.set(reference, g.neg(g.add(g.mul(g.constant(limit.softness.damping), at(k.velocity, index)), signed)))
    })
    const jacobian = new Map([[index, g.constant(dof.sign)]])
    if (dof.parent >= 0) jacobian.set(dof.parent, g.constant(-dof.sign))
    return [
      {
        present,
        weight: g.get(weight),
        normal: { jacobian, reference: g.get(reference) },
        forward,
        tangent: undefined,
        acting: [g.variable('mask', g.not(g.always))],
      },
    ]
  })
}

/**
 * The constraint of a contact once its lanes, distance and Jacobians are known.
 *
 * Jacobians that are costly, or not finite where the contact does not exist, are computed in the contact's branch and
 * kept in variables; `keptCoordinates` names their coordinates. Other Jacobians are computed outside the branch.
 */
export function contactConstraint(
  k: Kinematics,
  contact: {
    readonly friction: number
    readonly dimension: 1 | 3
    readonly margin: number
    readonly softness: SoftnessConstants
    readonly inverseWeight: number
  },
  present: Node,
  distance: Node,
  jacobians: () => { readonly normal: ReadonlyMap<number, Node>; readonly tangent: ReadonlyMap<number, Node> },
  keptCoordinates: readonly number[] | undefined,
): Constraint {
  const { g } = k
  const frictional = contact.dimension === 3
  const mu = contact.friction
  const diagonal = contact.inverseWeight * (frictional ? 2 * mu * mu * (1 + mu * mu) : 1)
  const zero = g.constant(0)
  const weight = g.variable('number', zero)
  const normalReference = g.variable('number', zero)
  const tangentReference = g.variable('number', zero)
  const kept = { normal: new Map<number, Variable>(), tangent: new Map<number, Variable>() }
  const outer = keptCoordinates ? undefined : jacobians()
  for (const dof of keptCoordinates ?? []) {
    kept.normal.set(dof, g.variable('number', zero))
    if (frictional) kept.tangent.set(dof, g.variable('number', zero))
  }
  g.ifAny(present, () => {
    const { normal, tangent } = outer ?? jacobians()
    const beyond = g.sub(distance, g.constant(contact.margin))
    const { impedance, weight: d } = impedanceNodes(g, contact.softness, beyond, diagonal)
    const { damping, stiffness } = contact.softness
    const push = g.mul(g.mul(g.constant(stiffness), impedance), beyond)
    // Where there is no contact its direction may be 0 / 0 (crossing capsules), and 0 times that is not 0.
    const where = (value: Node): Node => g.select(present, value, zero)
    g.set(normalReference, where(g.neg(g.add(g.mul(g.constant(damping), along(k, normal, k.rate)), push))))
    if (frictional) g.set(tangentReference, where(g.neg(g.mul(g.constant(damping), along(k, tangent, k.rate)))))
    g.set(weight, where(d))
    for (const [dof, variable] of kept.normal) g.set(variable, where(normal.get(dof) ?? zero))
    for (const [dof, variable] of kept.tangent) g.set(variable, where(tangent.get(dof) ?? zero))
  })
  const read = (variables: ReadonlyMap<number, Variable>): ReadonlyMap<number, Node> =>
    new Map([...variables].map(([dof, variable]) => [dof, g.get(variable)]))
  const normal = outer?.normal ?? read(kept.normal)
  const tangent = outer?.tangent ?? read(kept.tangent)
  return {
    present,
    weight: g.get(weight),
    normal: { jacobian: normal, reference: g.get(normalReference) },
    forward: undefined,
    tangent: frictional ? { jacobian: tangent, reference: g.get(tangentReference), friction: mu } : undefined,
    acting: Array.from({ length: frictional ? 3 : 1 }, () => g.variable('mask', g.not(g.always))),
  }
}
