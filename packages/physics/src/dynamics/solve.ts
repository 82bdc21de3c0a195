import type { Counter, Graph, Node, Variable } from '../ir/graph.ts'
import type { Constraint } from './constraint.ts'
import { along } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'
import type { Inertia } from './mass.ts'
import { accumulate, accumulateVector, type SymmetricNodes, solveSymmetric, symmetricTimes } from './symmetric.ts'

/** Passes after which the line search starts, and after which the solver gives the best it has. */
const fullSteps = 6
const mostPasses = 60
/** A step this near to a whole one is one: what is missing is rounding. */
const wholeStep = 1 - 1e-6
/** Passes of the line search. */
const searchPasses = 16

/** One one-sided row: its residual J a - reference, and how it enters the quadratic form. */
interface Row {
  readonly residual: Node
  readonly multiplicity: number
  readonly slope: -1 | 0 | 1
}

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
 * @param acceleration variables by solver coordinate; read as the start, set to the solution.
 */
export function solveConstrained(
  k: Kinematics,
  { mass, force }: Inertia,
  constraints: readonly Constraint[],
  acceleration: readonly Variable[],
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
    g.breakUnlessAny(g.get(changed))
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

function rowsOf(k: Kinematics, constraint: Constraint, rates: readonly Node[]): readonly Row[] {
  const { g } = k
  const normal = g.sub(along(k, constraint.normal.jacobian, rates), constraint.normal.reference)
  const { tangent, forward } = constraint
  if (!tangent) {
    return [{ residual: forward ? g.select(forward, normal, g.neg(normal)) : normal, multiplicity: 1, slope: 0 }]
  }
  const across = g.mul(g.constant(tangent.friction), g.sub(along(k, tangent.jacobian, rates), tangent.reference))
  return [
    { residual: g.add(normal, across), multiplicity: 1, slope: 1 },
    { residual: g.sub(normal, across), multiplicity: 1, slope: -1 },
    { residual: normal, multiplicity: 2, slope: 0 },
  ]
}

/** The weights of the rows that act: D, twice D for the normal row. */
function actingWeights(g: Graph, constraint: Constraint): readonly Node[] {
  return constraint.acting.map((variable, index) => {
    const weight = index === 2 ? g.mul(g.constant(2), constraint.weight) : constraint.weight
    return g.select(g.get(variable), weight, g.constant(0))
  })
}

/** Adds J' D J to the matrix and J' D reference to the right side, over the rows that act, constraint by constraint. */
function addActing(k: Kinematics, constraints: readonly Constraint[], matrix: SymmetricNodes, right: Node[]): void {
  const { g } = k
  const used = new Map<string, Variable>()
  const cell = (i: number, j: number): Variable => {
    const [row, column] = [Math.max(i, j), Math.min(i, j)]
    const name = `${row},${column}`
    const known = used.get(name)
    if (known) return known
    const variable = g.variable('number', at(at(matrix, row), column))
    used.set(name, variable)
    return variable
  }
  const sides = right.map((value) => g.variable('number', value))
  for (const { normal, tangent } of constraints) {
    const dofs = [...normal.jacobian.keys(), ...(tangent?.jacobian.keys() ?? [])]
    for (const i of dofs) for (const j of dofs) cell(i, j)
  }
  for (const constraint of constraints) {
    const { normal, tangent } = constraint
    g.ifAny(constraint.present, () => {
      const weights = actingWeights(g, constraint)
      const [plus, minus, alone] = weights
      const local: SymmetricNodes = matrix.map((row, i) =>
        row.map((_, j) => (used.has(`${i},${j}`) ? g.get(cell(i, j)) : g.constant(0))),
      )
      const localRight = sides.map((variable) => g.get(variable))
      if (!plus) throw new Error('a constraint has no rows')
      let [nn, nt, tt] = [plus, g.constant(0), g.constant(0)]
      if (tangent && minus && alone) {
        const mu = g.constant(tangent.friction)
        nn = g.add(g.add(plus, minus), alone)
        nt = g.mul(mu, g.sub(plus, minus))
        tt = g.mul(g.mul(mu, mu), g.add(plus, minus))
      }
      const dofs = [...new Set([...normal.jacobian.keys(), ...(tangent?.jacobian.keys() ?? [])])].sort((a, b) => a - b)
      const zero = g.constant(0)
      const n = (dof: number): Node => normal.jacobian.get(dof) ?? zero
      const t = (dof: number): Node => tangent?.jacobian.get(dof) ?? zero
      const tangentReference = tangent?.reference ?? zero
      const wantedN = g.add(g.mul(nn, normal.reference), g.mul(nt, tangentReference))
      const wantedT = g.add(g.mul(nt, normal.reference), g.mul(tt, tangentReference))
      dofs.forEach((i, position) => {
        accumulateVector(g, localRight, i, g.add(g.mul(n(i), wantedN), g.mul(t(i), wantedT)))
        const weightedN = g.add(g.mul(nn, n(i)), g.mul(nt, t(i)))
        const weightedT = g.add(g.mul(nt, n(i)), g.mul(tt, t(i)))
        for (const j of dofs.slice(0, position + 1)) {
          accumulate(g, local, i, j, g.add(g.mul(weightedN, n(j)), g.mul(weightedT, t(j))))
        }
      })
      for (const i of dofs) {
        g.set(at(sides, i), at(localRight, i))
        for (const j of dofs) if (j <= i) g.set(cell(i, j), at(at(local, i), j))
      }
    })
  }
  for (const [name, variable] of used) {
    const [row = 0, column = 0] = name.split(',').map(Number)
    at(matrix, row)[column] = g.get(variable)
  }
  sides.forEach((variable, i) => {
    right[i] = g.get(variable)
  })
}

/**
 * The step length t in (0, 1] at which the cost along before + t (next - before) is least, or 1 if it still falls there.
 *
 * The slope of the cost is piecewise linear and rises with t: Newton's method on it, kept inside a bracket that each pass
 * narrows.
 */
function searchLine(
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
