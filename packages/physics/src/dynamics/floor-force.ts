import type { Node, Variable } from '../ir/program.ts'
import type { Constraint } from './constraint.ts'
import { pushesOf } from './constraint-force.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'

/**
 * Writes the normal force of each contact with the floor: what all of its rows push with, as each of them points along
 * the normal with length 1. It is the first number of MuJoCo's mj_contactForce.
 *
 * @param floor the constraints of `floorConstraints`, in their order.
 * @param rates the solution, by solver coordinate.
 * @param into one variable a contact; 0 where there is none.
 */
export function recordFloorForces(
  k: Kinematics,
  floor: readonly Constraint[],
  rates: readonly Node[],
  into: readonly Variable[],
): void {
  const { g } = k
  floor.forEach((constraint, i) => {
    g.set(at(into, i), g.constant(0))
    g.ifAny(constraint.present, () => {
      g.set(at(into, i), g.sum(pushesOf(k, constraint, rates)))
    })
  })
}
