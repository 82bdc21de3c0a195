import type { Graph } from '../ir/graph.ts'
import type { Node, Variable } from '../ir/program.ts'
import type { Constraint } from './constraint.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'
import { accumulate, accumulateVector, type SymmetricNodes } from './symmetric.ts'

/** The weights of the rows that act: D, twice D for the normal row. */
function actingWeights(g: Graph, constraint: Constraint): readonly Node[] {
  return constraint.acting.map((variable, index) => {
    const weight = index === 2 ? g.mul(g.constant(2), constraint.weight) : constraint.weight
    return g.select(g.get(variable), weight, g.constant(0))
  })
}

/** Adds J' D J to the matrix and J' D reference to the right side, over the rows that act, constraint by constraint. */
export function addActing(
  k: Kinematics,
  constraints: readonly Constraint[],
  matrix: SymmetricNodes,
  right: Node[],
): void {
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
