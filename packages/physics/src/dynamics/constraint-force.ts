import type { Graph } from '../ir/graph.ts'
import type { Node } from '../ir/program.ts'
import type { PlanarConstants } from '../model/constants/planar.ts'
import type { Constraint } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'
import { rowsOf } from './rows.ts'

/** What each row of a constraint pushes with, in the order of `rowsOf`: -D (J a - reference) where it acts, else 0. */
export function pushesOf(k: Kinematics, constraint: Constraint, rates: readonly Node[]): readonly Node[] {
  const { g } = k
  const zero = g.constant(0)
  return rowsOf(k, constraint, rates).map(({ residual, multiplicity }) => {
    const acts = g.and(constraint.present, g.lt(residual, zero))
    return g.mul(g.constant(multiplicity), g.select(acts, g.neg(g.mul(constraint.weight, residual)), zero))
  })
}

/**
 * The forces of limits and contacts by joint, MuJoCo's qfrc_constraint. A row that acts pushes along J.
 *
 * @param rates the solution, by solver coordinate.
 */
export function constraintForces(
  k: Kinematics,
  constraints: readonly Constraint[],
  rates: readonly Node[],
): readonly Node[] {
  const { g } = k
  const zero = g.constant(0)
  const total = rates.map(() => g.variable('number', zero))
  for (const constraint of constraints) {
    g.ifAny(constraint.present, () => {
      const { normal, tangent, forward } = constraint
      const pushes = pushesOf(k, constraint, rates)
      const [plus, minus] = pushes
      const add = (jacobian: ReadonlyMap<number, Node>, push: Node): void => {
        for (const [dof, value] of jacobian) {
          const sum = at(total, dof)
          g.set(sum, g.add(g.get(sum), g.mul(value, push)))
        }
      }
      const along = g.sum(pushes)
      add(normal.jacobian, forward ? g.select(forward, along, g.neg(along)) : along)
      if (tangent && plus && minus) {
        add(tangent.jacobian, g.mul(g.constant(tangent.friction), g.sub(plus, minus)))
      }
    })
  }
  return jointForces(
    g,
    k.constants,
    total.map((sum) => g.get(sum)),
  )
}

/**
 * Forces on joints from forces on solver coordinates: a joint turns everything that hangs on it. This is the transpose
 * of `absolute`.
 */
function jointForces(g: Graph, constants: PlanarConstants, forces: readonly Node[]): readonly Node[] {
  const carried = [...forces]
  for (let index = carried.length - 1; index >= 0; index--) {
    const parent = constants.dofs[index]?.parent ?? -1
    if (parent >= 0) carried[parent] = g.add(at(carried, parent), at(carried, index))
  }
  return constants.dofs.map((dof, index) => g.mul(g.constant(dof.sign), at(carried, index)))
}
