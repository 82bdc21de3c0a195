import type { Node } from '../ir/program.ts'
import type { Constraint } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'
import type { Inertia } from './mass.ts'
import { rowsOf } from './rows.ts'
import { symmetricTimes } from './symmetric.ts'

/** Passes of the line search. */
const searchPasses = 16

/**
 * The step length t in (0, 1] at which the cost along before + t (next - before) is least, or 1 if it still falls
 * there.
 *
 * The slope of the cost is piecewise linear and rises with t. The search is Newton's method on the slope, kept inside a
 * bracket that each pass narrows.
 */
export function searchLine(
  k: Kinematics,
  { mass, force }: Inertia,
  constraints: readonly Constraint[],
  before: readonly Node[],
  next: readonly Node[],
): Node {
  const { g } = k
  const direction = next.map((value, i) => g.sub(value, at(before, i)))
  const pushed = symmetricTimes(g, mass, before)
  const carried = symmetricTimes(g, mass, direction)
  const smoothSlope = g.sum(direction.map((d, i) => g.mul(d, g.sub(at(pushed, i), at(force, i)))))
  const smoothCurvature = g.sum(direction.map((d, i) => g.mul(d, at(carried, i))))
  const length = g.variable('number', g.constant(1))
  const low = g.variable('number', g.constant(0))
  const high = g.variable('number', g.constant(1))
  const slope = g.variable('number', g.constant(0))
  const curvature = g.variable('number', g.constant(0))
  g.loop(searchPasses, () => {
    const t = g.get(length)
    g.set(slope, g.add(smoothSlope, g.mul(t, smoothCurvature)))
    g.set(curvature, smoothCurvature)
    for (const constraint of constraints) {
      g.ifAny(constraint.present, () => {
        const start = rowsOf(k, constraint, before)
        const end = rowsOf(k, constraint, next)
        start.forEach((row, index) => {
          const change = g.sub(at(end, index).residual, row.residual)
          const residual = g.add(row.residual, g.mul(t, change))
          const acts = g.and(constraint.present, g.lt(residual, g.constant(0)))
          const weight = g.select(acts, g.mul(g.constant(row.multiplicity), constraint.weight), g.constant(0))
          g.set(slope, g.add(g.get(slope), g.mul(weight, g.mul(residual, change))))
          g.set(curvature, g.add(g.get(curvature), g.mul(weight, g.mul(change, change))))
        })
      })
    }
    const rises = g.lt(g.constant(0), g.get(slope))
    g.set(low, g.select(rises, g.get(low), t))
    g.set(high, g.select(rises, t, g.get(high)))
    const guess = g.sub(t, g.div(g.get(slope), g.max(g.get(curvature), g.constant(1e-30))))
    const [from, to] = [g.get(low), g.get(high)]
    const inside = g.and(g.lt(from, guess), g.lt(guess, to))
    const middle = g.mul(g.constant(0.5), g.add(from, to))
    g.set(length, g.select(inside, guess, g.select(g.lt(from, to), middle, to)))
  })
  return g.get(length)
}
