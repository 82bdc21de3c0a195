import type { Node } from '../ir/program.ts'
import type { BodyConstants } from '../model/constants/body.ts'
import type { Kinematics } from './kinematics.ts'
import { at, jacobian } from './kinematics.ts'
import { accumulateJointForce } from './mass.ts'
import { accumulateVector } from './symmetric.ts'

/** Motors, springs and dampers: forces along joints, added to `force`. `motorForces` are by motor, already clipped. */
export function addJointForces(k: Kinematics, force: Node[], motorForces: readonly Node[]): void {
  const { g, constants } = k
  constants.dofs.forEach((dof, index) => {
    const damping = g.mul(g.constant(dof.damping), at(k.velocity, index))
    const spring = g.mul(g.constant(dof.stiffness), g.sub(at(k.q, index), g.constant(dof.springReference)))
    accumulateJointForce(k, force, index, g.neg(g.add(damping, spring)))
  })
  constants.motors.forEach((motor, index) => {
    accumulateJointForce(k, force, motor.dof, at(motorForces, index))
  })
}

/** gear x control, the control clipped to its range. */
export function motorForces(k: Pick<Kinematics, 'g' | 'constants'>, controls: readonly Node[]): readonly Node[] {
  const { g, constants } = k
  return constants.motors.map((motor, index) => {
    const control = at(controls, index)
    const clipped = motor.range
      ? g.min(g.max(control, g.constant(motor.range[0])), g.constant(motor.range[1]))
      : control
    return g.mul(g.constant(motor.gear), clipped)
  })
}

/**
 * The fluid's drag on every body: MuJoCo's inertia-box model (its documentation, "Fluid forces", and
 * mj_inertiaBoxFluidModel).
 *
 * A body counts as the box of its mass and principal inertias. In the box's frame, at the centre of mass, each component
 * of velocity meets viscous drag like a sphere's of the mean side and quadratic drag on the face it meets.
 */
export function addFluidForces(k: Kinematics, force: Node[]): void {
  const { g, v, constants } = k
  const fluid = constants.fluid
  if (!fluid) return
  for (const body of constants.bodies) {
    if (!(body.mass > 0)) continue
    const columns = jacobian(k, body.centre)
    let velocity = v.constant({ re: 0, im: 0 })
    for (const [dof, column] of columns) velocity = v.add(velocity, v.scale(at(k.rate, dof), column))
    const axis =
      body.hinge < 0 ? v.constant(body.principalAxis) : v.mul(v.constant(body.principalAxis), at(k.axes, body.hinge))
    const local = v.conjugateMul(axis, velocity)
    const [first, second, normal] = boxSides(body)
    const diameter = (first + second + normal) / 3
    const viscous = 3 * Math.PI * diameter * fluid.viscosity
    const drag = (speed: Node, linear: number, quadratic: number): Node =>
      g.neg(g.mul(g.add(g.constant(linear), g.mul(g.constant(quadratic), g.abs(speed))), speed))
    const push = v.mul(axis, {
      re: drag(local.re, viscous, body.dragFactor * 0.5 * fluid.density * second * normal),
      im: drag(local.im, viscous, 0.5 * fluid.density * first * normal),
    })
    for (const [dof, column] of columns) accumulateVector(g, force, dof, v.dot(column, push))
    if (body.hinge >= 0) {
      const torque = drag(
        at(k.rate, body.hinge),
        Math.PI * diameter * diameter * diameter * fluid.viscosity,
        (body.dragFactor * fluid.density * normal * (fourth(first) + fourth(second))) / 64,
      )
      accumulateVector(g, force, body.hinge, torque)
    }
  }
}

const fourth = (x: number): number => x * x * x * x

/** Sides of the box with a body's mass and principal inertias: along the two principal axes of the plane and its normal. */
function boxSides(body: Pick<BodyConstants, 'mass' | 'principalInertia'>): readonly [number, number, number] {
  const [first, second, normal] = body.principalInertia
  const side = (twice: number): number => Math.sqrt((Math.max(1e-15, twice) / body.mass) * 6)
  return [side(second + normal - first), side(first + normal - second), side(first + second - normal)]
}
