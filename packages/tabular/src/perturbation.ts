import { type DenseMatrix, denseMatrix, dot, multiply } from '@trpo/linalg'
import type { BothSides } from './both-sides.ts'
import { largestSize } from './coupling.ts'
import { maxTotalVariation } from './divergences.ts'
import { assertSameProcess, type EvaluatedPolicy } from './evaluated-policy.ts'
import { expectedImprovement } from './performance-difference.ts'
import { policyTransitions, solveDiscounted, transposed } from './policy-dynamics.ts'
import { penaltyCoefficient } from './theorem-1.ts'

/**
 * The matrices of appendix B. As there, a density over states is a column and a matrix takes it one step on from the left,
 * so entry (s', s) belongs to the transition from s to s'.
 */
export interface Perturbation {
  /** G = (1 - gamma P_pi)^-1, `[n, n]`. */
  readonly resolvent: DenseMatrix
  /** G~ = (1 - gamma P_pi~)^-1, `[n, n]`. */
  readonly otherResolvent: DenseMatrix
  /** Delta = P_pi~ - P_pi, `[n, n]`. */
  readonly change: DenseMatrix
}

/** G, G~ and Delta of two policies (appendix B). Throws a RangeError when the policies belong to two processes. */
export function perturbation(old: EvaluatedPolicy, other: EvaluatedPolicy): Perturbation {
  assertSameProcess('perturbation', old, other)
  const { mdp } = old
  const [before, after] = [old, other].map(({ policy }) => transposed(policyTransitions(mdp, policy)))
  return {
    resolvent: resolventOf(mdp.discount, before),
    otherResolvent: resolventOf(mdp.discount, after),
    change: sum(after, -1, before),
  }
}

/**
 * Both sides of Equation (48) as matrices, which are equal:
 *
 *     G~ = G + gamma G Delta G + gamma^2 G Delta G Delta G~.
 *
 * Throws a RangeError when the policies belong to two processes.
 */
export function resolventExpansion(
  old: EvaluatedPolicy,
  other: EvaluatedPolicy,
): {
  /** G~, `[n, n]`. */
  readonly left: DenseMatrix
  /** The expansion, `[n, n]`. */
  readonly right: DenseMatrix
} {
  const { resolvent, otherResolvent, change } = perturbation(old, other)
  const { discount } = old.mdp
  const once = product(resolvent, change)
  const first = sum(resolvent, discount, product(once, resolvent))
  return {
    left: otherResolvent,
    right: sum(first, discount * discount, product(once, product(once, otherResolvent))),
  }
}

/** The change of eta, split by Equation (49). */
export interface ReturnExpansion {
  /** eta(pi~) - eta(pi), which is the sum of the two terms. */
  readonly change: number
  /** gamma r G Delta G rho_0 = gamma v Delta rho_pi, which is L_pi(pi~) - L_pi(pi) (Equation 50). */
  readonly firstOrder: number
  /** gamma^2 r G Delta G Delta G~ rho_0: all that L leaves out. */
  readonly secondOrder: number
}

/**
 * The two terms of Equation (49), from the matrices, beside the change of eta from Equation (2).
 *
 * The second to fourth line of Equation (50) have pi and pi~ the wrong way round in the paper; its first and last line, which
 * are held to here, agree. Throws a RangeError when the policies belong to two processes.
 */
export function returnExpansion(old: EvaluatedPolicy, other: EvaluatedPolicy): ReturnExpansion {
  const { resolvent, otherResolvent, change } = perturbation(old, other)
  const { discount, initial } = old.mdp
  const slopes = valueChange(old, change)
  const further = multiply(change, multiply(otherResolvent, initial))
  return {
    change: expectedImprovement(old, other),
    firstOrder: dot(slopes, multiply(resolvent, initial)),
    secondOrder: discount * dot(slopes, multiply(resolvent, further)),
  }
}

/**
 * Both sides of Equation (51): max_s |(gamma v Delta)_s| <= 2 alpha epsilon. Component s is A bar(s), so this is Lemma 2 once
 * more. Throws a RangeError when the policies belong to two processes.
 */
export function valueChangeBound(old: EvaluatedPolicy, other: EvaluatedPolicy): BothSides {
  const alpha = maxTotalVariation(old.policy, other.policy)
  const { change } = perturbation(old, other)
  return { left: largestSize(valueChange(old, change)), right: 2 * alpha * old.maxAdvantage }
}

/**
 * Both sides of Equation (53): |G Delta G~ rho_0|_1 <= 2 alpha / (1 - gamma)^2.
 *
 * The paper writes |Delta|_1 = 2 alpha on the way; it is at most that, since transitions may undo what the policies change.
 * Throws a RangeError when the policies belong to two processes.
 */
export function visitationChangeBound(old: EvaluatedPolicy, other: EvaluatedPolicy): BothSides {
  const alpha = maxTotalVariation(old.policy, other.policy)
  const { resolvent, otherResolvent, change } = perturbation(old, other)
  const moved = multiply(resolvent, multiply(change, multiply(otherResolvent, old.mdp.initial)))
  const horizon = 1 / (1 - old.mdp.discount)
  return { left: moved.reduce((total, x) => total + Math.abs(x), 0), right: 2 * alpha * horizon * horizon }
}

/**
 * Both sides of Equation (54), with which appendix B proves Theorem 1:
 *
 *     gamma^2 |r G Delta G Delta G~ rho_0| <= 4 gamma epsilon / (1 - gamma)^2 alpha^2.
 *
 * (The paper's first line lacks the second Delta.) Throws a RangeError when the policies belong to two processes.
 */
export function perturbationBound(old: EvaluatedPolicy, other: EvaluatedPolicy): BothSides {
  const alpha = maxTotalVariation(old.policy, other.policy)
  return { left: Math.abs(returnExpansion(old, other).secondOrder), right: penaltyCoefficient(old) * alpha * alpha }
}

/** gamma v Delta, `[n]`. Adding a constant to v changes nothing, as the columns of Delta sum to 0. */
function valueChange({ mdp, values }: EvaluatedPolicy, change: DenseMatrix): Float64Array {
  return multiply(transposed(change), values).map((x) => mdp.discount * x)
}

function resolventOf(discount: number, matrix: DenseMatrix): DenseMatrix {
  const n = matrix.rows
  const columns = denseMatrix(n, n)
  for (let s = 0; s < n; s++) {
    columns.data.set(
      solveDiscounted(
        discount,
        matrix,
        Float64Array.from({ length: n }, (_, i) => (i === s ? 1 : 0)),
      ),
      s * n,
    )
  }
  return transposed(columns)
}

function sum(a: DenseMatrix, factor: number, b: DenseMatrix): DenseMatrix {
  return denseMatrix(
    a.rows,
    a.columns,
    a.data.map((x, i) => x + factor * b.data[i]),
  )
}

function product(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const columns = transposed(b)
  const result = denseMatrix(b.columns, a.rows)
  for (let j = 0; j < b.columns; j++) {
    result.data.set(multiply(a, columns.data.subarray(j * b.rows, (j + 1) * b.rows)), j * a.rows)
  }
  return transposed(result)
}
