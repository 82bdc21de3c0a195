import type { Node } from '../ir/program.ts'
import type { Complex } from '../model/complex.ts'
import { complexAdd, complexScale, conjugateMul, zero } from '../model/complex.ts'
import type { Kinematics } from './kinematics.ts'
import { at, turnedArm } from './kinematics.ts'
import { accumulate, accumulateVector, type SymmetricNodes, symmetricZero } from './symmetric.ts'

/** M a = force: the mass matrix and the forces of inertia and gravity, in the solver's coordinates. */
export interface Inertia {
  readonly mass: SymmetricNodes
  readonly force: Node[]
}

/**
 * The equations of motion of planar trees in absolute angles.
 *
 * With centres of mass c_b = P + sum_k r_bk u_k and G_kl = sum_b m_b conj(r_bk) r_bl:
 *
 *     M_kl = Re(G_kl conj(u_k) u_l),  M_kk = I_k + G_kk,  M_sk = Re(conj(d_s) i m Q_k),  m Q_k = sum_b m_b r_bk u_k
 *     f_k += Im(G_kl conj(u_k) u_l) omega_l^2,  f_s += Re(conj(d_s) m Q_k) omega_k^2,  and gravity on m and m Q_k.
 *
 * The armature of a joint acts on the difference of two absolute rates.
 */
export function inertia(k: Kinematics): Inertia {
  const { g, v, constants } = k
  const n = constants.dofs.length
  const mass = symmetricZero(g, n)
  const force: Node[] = constants.dofs.map(() => g.constant(0))
  const squares = k.rate.map((rate) => g.mul(rate, rate))
  const gravity = v.constant(constants.gravity)

  constants.dofs.forEach((dof, i) => {
    const bodies = constants.bodies.filter((body) => body.tree === dof.tree)
    if (dof.type === 'slide') {
      const total = bodies.reduce((sum, body) => sum + body.mass, 0)
      constants.dofs.forEach((other, j) => {
        if (j <= i && other.type === 'slide' && other.tree === dof.tree) {
          accumulate(g, mass, i, j, g.constant(total * conjugateMul(dof.direction, other.direction).re))
        }
      })
      accumulateVector(g, force, i, g.mul(g.constant(total), v.dot(at(k.axes, i), gravity)))
      return
    }
    const moment = bodies.reduce<Complex>(
      (sum, body) => complexAdd(sum, complexScale(body.mass, body.centre.arms.get(i) ?? zero)),
      zero,
    )
    const lever = turnedArm(k, i, moment)
    const turned = v.turned(lever)
    accumulateVector(g, force, i, v.dot(turned, gravity))
    constants.dofs.forEach((other, j) => {
      if (other.type === 'slide' && other.tree === dof.tree) {
        accumulate(g, mass, i, j, v.dot(at(k.axes, j), turned))
        accumulateVector(g, force, j, g.mul(v.dot(at(k.axes, j), lever), at(squares, i)))
      }
      if (other.type !== 'hinge' || j > i) return
      const product = bodies.reduce<Complex>(
        (sum, body) =>
          complexAdd(
            sum,
            complexScale(body.mass, conjugateMul(body.centre.arms.get(i) ?? zero, body.centre.arms.get(j) ?? zero)),
          ),
        zero,
      )
      if (i === j) {
        const spin = bodies.reduce((sum, body) => sum + (body.hinge === i ? body.inertia : 0), 0)
        accumulate(g, mass, i, i, g.constant(product.re + spin))
      } else if (product.re !== 0 || product.im !== 0) {
        const pair = v.mul(v.constant(product), v.conjugateMul(at(k.axes, i), at(k.axes, j)))
        accumulate(g, mass, i, j, pair.re)
        accumulateVector(g, force, i, g.mul(pair.im, at(squares, j)))
        accumulateVector(g, force, j, g.neg(g.mul(pair.im, at(squares, i))))
      }
    })
  })
  constants.dofs.forEach((dof, i) => {
    accumulateJoint(k, mass, i, g.constant(dof.armature))
  })
  return { mass, force }
}

/** Adds weight x (rate of the joint)^2 to a quadratic form in the solver's coordinates. */
export function accumulateJoint(k: Kinematics, matrix: SymmetricNodes, dof: number, weight: Node): void {
  const parent = at(k.constants.dofs, dof).parent
  accumulate(k.g, matrix, dof, dof, weight)
  if (parent < 0) return
  accumulate(k.g, matrix, parent, parent, weight)
  accumulate(k.g, matrix, dof, parent, k.g.neg(weight))
}

/** Adds a force along a joint's coordinate. */
export function accumulateJointForce(k: Kinematics, force: Node[], dof: number, value: Node): void {
  const { sign, parent } = at(k.constants.dofs, dof)
  const signed = k.g.mul(k.g.constant(sign), value)
  accumulateVector(k.g, force, dof, signed)
  if (parent >= 0) accumulateVector(k.g, force, parent, k.g.neg(signed))
}
