import type { Counter, Node, Variable } from '../ir/program.ts'
import { addActing } from './acting.ts'
import type { Constraint } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'
import { searchLine } from './line-search.ts'
import type { Inertia } from './mass.ts'
import { rowsOf } from './rows.ts'
import { solveSymmetric } from './symmetric.ts'

/** Passes after which the line search starts. */
export const usualFullSteps = 6
/** Passes after which the solver gives the best it has. */
const mostPasses = 60
/** A step this near to a whole one is one: what is missing is rounding. */
const wholeStep = 1 - 1e-6
/**
 * Newton's method for MuJoCo's constraint problem
 *
 *     min over a of  1/2 (a - a0)' M (a - a0) + 1/2 sum_i D_i min(0, J_i a - reference_i)^2,   M a0 = force.
 *
 * Given the rows that act, the minimiser solves (M + J' D J) a = force + J' D reference. The pass starts from the rows that
 * act at the acceleration before, and ends when those at the solution are the same: then it is exact. After six passes an
 * exact line search makes each step a descent. The minimiser is unique, so where it starts changes only how long it takes.
 *
 * A lane that is done finds the same rows again, and so the same bits, as long as its neighbours need; the line search
 * moves it by nothing.
 *
 * @param awaited the lanes that the passes go on for: what others would come to is thrown away.
 * @param fullSteps passes before the line search starts: `usualFullSteps`, or fewer to test it.
 * @param acceleration variables by solver coordinate; read as the start, set to the solution.
 */
export function solveConstrained(
  k: Kinematics,
  { mass, force }: Inertia,
  constraints: readonly Constraint[],
  acceleration: readonly Variable[],
  awaited: Node,
  fullSteps: number,
): void {
  const { g } = k
  if (constraints.length === 0) {
    const free = solveSymmetric(g, mass, force)
    acceleration.forEach((variable, i) => {
      g.set(variable, at(free, i))
    })
    return
  }
  const none = g.not(g.always)
  const anyPresent = constraints.reduce((mask, constraint) => g.or(mask, constraint.present), none)
  const changed = g.variable('mask', g.always)
  g.loop(mostPasses, (pass: Counter) => {
    const before = acceleration.map((variable) => g.get(variable))
    for (const constraint of constraints) {
      g.ifAny(constraint.present, () => {
        const rows = rowsOf(k, constraint, before)
        rows.forEach((row, index) => {
          const variable = at(constraint.acting, index)
          const acts = g.and(constraint.present, g.lt(row.residual, g.constant(0)))
          g.set(changed, g.or(g.get(changed), g.xor(acts, g.get(variable))))
          g.set(variable, acts)
        })
      })
    }
    g.breakUnlessAny(g.and(g.get(changed), awaited))
    g.set(changed, none)

    const right = [...force]
    const matrix = mass.map((row) => [...row])
    addActing(k, constraints, matrix, right)
    const next = solveSymmetric(g, matrix, right)
    acceleration.forEach((variable, i) => {
      g.set(variable, at(next, i))
    })
    g.ifCount(pass, fullSteps, () => {
      const length = searchLine(k, { mass, force }, constraints, before, next)
      const whole = g.lt(g.constant(wholeStep), length)
      // After part of a step the same rows mean nothing: only the minimiser of those rows does.
      g.set(changed, g.not(whole))
      acceleration.forEach((variable, i) => {
        const step = g.mul(length, g.sub(at(next, i), at(before, i)))
        g.set(variable, g.select(whole, at(next, i), g.add(at(before, i), step)))
      })
    })
    g.breakUnlessAny(anyPresent)
  })
}
