import type { Node } from '../ir/program.ts'
import type { Constraint } from './constraint.ts'
import { along } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'

/** One one-sided row: its residual J a - reference, and how often it counts. */
export interface Row {
  readonly residual: Node
  readonly multiplicity: number
}

/** The rows of a constraint at given accelerations, in the order of its `acting` variables. */
export function rowsOf(k: Kinematics, constraint: Constraint, rates: readonly Node[]): readonly Row[] {
  const { g } = k
  const normal = g.sub(along(k, constraint.normal.jacobian, rates), constraint.normal.reference)
  const { tangent, forward } = constraint
  if (!tangent) {
    return [{ residual: forward ? g.select(forward, normal, g.neg(normal)) : normal, multiplicity: 1 }]
  }
  const across = g.mul(g.constant(tangent.friction), g.sub(along(k, tangent.jacobian, rates), tangent.reference))
  return [
    { residual: g.add(normal, across), multiplicity: 1 },
    { residual: g.sub(normal, across), multiplicity: 1 },
    { residual: normal, multiplicity: 2 },
  ]
}
