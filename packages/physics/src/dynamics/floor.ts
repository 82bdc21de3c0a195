import type { Node } from '../ir/program.ts'
import type { Constraint } from './constraint.ts'
import { contactConstraint } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at, jacobian, position } from './kinematics.ts'

/**
 * Capsule ends on the floor. The normal is the plane's Re axis (z), the tangent its Im axis (x); the contact point lies
 * radius + distance / 2 below the end.
 */
export function floorConstraints(k: Kinematics): readonly Constraint[] {
  const { g, constants } = k
  return constants.floorContacts.map((contact) => {
    const height = position(k, contact.end).re
    const distance = g.sub(height, g.constant(constants.floorHeight + contact.radius))
    const present = g.lt(distance, g.constant(contact.margin))
    const own = at(constants.bodies, contact.body).hinge
    const jacobians = () => {
      const normal = new Map<number, Node>()
      const tangent = new Map<number, Node>()
      for (const [dof, column] of jacobian(k, contact.end)) {
        normal.set(dof, column.re)
        tangent.set(dof, column.im)
      }
      if (own >= 0) {
        const below = g.add(g.mul(g.constant(0.5), distance), g.constant(contact.radius))
        tangent.set(own, g.sub(tangent.get(own) ?? g.constant(0), below))
      }
      return { normal, tangent }
    }
    return contactConstraint(k, contact, present, distance, jacobians, undefined)
  })
}
