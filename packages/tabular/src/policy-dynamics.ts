import { type DenseMatrix, denseMatrix, solve } from '@trpo/linalg'
import type { FiniteMdp } from './mdp.ts'
import { assertFits, type TabularPolicy } from './policy.ts'

/**
 * P_pi(s' | s) = sum_a pi(a | s) P(s' | s, a) as a matrix `[n, n]` with s as the row.
 *
 * Appendix B multiplies densities from the right and so has the transpose of this. Throws a RangeError when the policy
 * is not one for the process.
 */
export function policyTransitions(mdp: FiniteMdp, policy: TabularPolicy): DenseMatrix {
  assertFits('policyTransitions', mdp, policy)
  const { states, actions, transitions } = mdp
  const result = denseMatrix(states, states)
  for (let s = 0; s < states; s++) {
    for (let a = 0; a < actions; a++) {
      const p = policy.probabilities[s * actions + a]
      const row = (s * actions + a) * states
      for (let next = 0; next < states; next++) result.data[s * states + next] += p * transitions[row + next]
    }
  }
  return result
}

/** A transposed copy. */
export function transposed({ rows, columns, data }: DenseMatrix): DenseMatrix {
  const result = denseMatrix(columns, rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result.data[j * rows + i] = data[i * columns + j]
  }
  return result
}

/**
 * The solution of (I - gamma M) x = b, for M the transitions of a policy or their transpose.
 *
 * I - gamma M is strictly diagonally dominant by rows or by columns for gamma < 1, so it has one, and its condition is
 * at most (1 + gamma) / (1 - gamma).
 */
export function solveDiscounted(discount: number, matrix: DenseMatrix, b: Float64Array): Float64Array {
  const { rows, columns, data } = matrix
  const system = denseMatrix(
    rows,
    columns,
    data.map((p, i) => (i % (columns + 1) === 0 ? 1 : 0) - discount * p),
  )
  const { status, value } = solve(system, b)
  if (status !== 'solved') {
    throw new RangeError(`the values overflow (the linear system is ${status}); scale the rewards down`)
  }
  return value
}
