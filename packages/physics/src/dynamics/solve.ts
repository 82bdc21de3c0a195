import type { Counter, Node, Variable } from '../ir/program.ts'
import { addActing } from './acting.ts'
import type { Constraint } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'
import { searchLine } from './line-search.ts'
import type { Inertia } from './mass.ts'
import { rowsOf } from './rows.ts'
import { solveSymmetric } from './symmetric.ts'

/** The number of passes after which the line search starts. */
export const usualFullSteps = 6
/** The number of passes after which the solver gives up and returns the best that it has. */
const mostPasses = 60
/** A step length from here on counts as 1; the difference is rounding. */
const wholeStep = 1 - 1e-6
/**
 * Newton's method for MuJoCo's constraint problem
 *
 *     min over a of  1/2 (a - a0)' M (a - a0) + 1/2 sum_i D_i min(0, J_i a - reference_i)^2,   M a0 = force.
 *
 * Given the rows that act, the minimiser solves (M + J' D J) a = force + J' D reference. A pass starts from the rows
 * that act at the previous acceleration. The solver ends when the rows that act at the solution are the same, because
 * the solution is then exact. After six passes an exact line search makes each step a descent. The minimiser is unique,
 * so where it starts changes only how long it takes.
 *
 * A lane that is done finds the same rows again, and so the same bits, until its neighbours are done; the line search
 * does not move it.
 *
 * @param awaited the lanes that the passes continue for; the results of other lanes are not used.
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
      // Equal rows prove nothing after part of a step; only the minimiser for those rows is the solution.
      g.set(changed, g.not(whole))
      acceleration.forEach((variable, i) => {
        const step = g.mul(length, g.sub(at(next, i), at(before, i)))
        g.set(variable, g.select(whole, at(next, i), g.add(at(before, i), step)))
      })
    })
    g.breakUnlessAny(anyPresent)
  })
}
