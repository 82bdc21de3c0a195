import { assertSameLength, type DenseMatrix, denseMatrix, dot } from '@trpo/linalg'
import type { BothSides } from './both-sides.ts'
import { maxTotalVariation } from './divergences.ts'
import { assertSameProcess, type EvaluatedPolicy } from './evaluated-policy.ts'
import { surrogateImprovement } from './local-surrogate.ts'
import { expectedAdvantages, expectedImprovement } from './performance-difference.ts'
import { stateDistributions } from './visitation.ts'

/**
 * A joint distribution of pairs (a, a~) whose marginals are p and q and whose two actions differ with probability
 * D_TV(p || q), as rarely as any joint distribution allows: `[m, m]`, the row is a (Definition 1; Levin, Peres and Wilmer
 * 2009, Markov Chains and Mixing Times, proposition 4.7).
 *
 * The diagonal holds min(p, q); what is left of p is paired with what is left of q independently. Throws a RangeError
 * when the lengths differ.
 */
export function maximalCoupling(p: Float64Array, q: Float64Array): DenseMatrix {
  assertSameLength('maximalCoupling(p, q)', q, p)
  const m = p.length
  const joint = denseMatrix(m, m)
  let different = 0
  for (let a = 0; a < m; a++) {
    joint.data[a * m + a] = Math.min(p[a], q[a])
    different += Math.max(0, p[a] - q[a])
  }
  if (different === 0) return joint
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < m; b++) {
      joint.data[a * m + b] += (Math.max(0, p[a] - q[a]) * Math.max(0, q[b] - p[b])) / different
    }
  }
  return joint
}

/**
 * Both sides of Lemma 2 (Equation 28), max_s |A bar(s)| <= 2 alpha epsilon, for the coupling with the least alpha, that is
 * alpha = D_TV^max. Throws a RangeError when the policies differ in shape.
 */
export function lemma2(old: EvaluatedPolicy, other: EvaluatedPolicy): BothSides {
  const alpha = maxTotalVariation(old.policy, other.policy)
  return { left: largestSize(expectedAdvantages(old, other.policy)), right: 2 * alpha * old.maxAdvantage }
}

/**
 * Both sides of Lemma 3 (Equation 32) for each of the first time steps t = 0, 1, ...:
 *
 *     |E_{s_t ~ pi~}[A bar(s_t)] - E_{s_t ~ pi}[A bar(s_t)]| <= 4 alpha (1 - (1 - alpha)^t) epsilon.
 *
 * Deviates: the middle of Equation (32) is printed as 2 alpha max_s A bar(s), which late time steps may exceed. What
 * Equations (36) to (39) prove is 2 (1 - (1 - alpha)^t) max_s |A bar(s)|, and it leads to the same right-hand side.
 *
 * Throws a RangeError when the policies belong to two processes or `steps` is not a whole number of at least 0.
 */
export function lemma3(old: EvaluatedPolicy, other: EvaluatedPolicy, steps: number): readonly BothSides[] {
  assertSameProcess('lemma3', old, other)
  const alpha = maxTotalVariation(old.policy, other.policy)
  const advantages = expectedAdvantages(old, other.policy)
  const byOld = stateDistributions(old.mdp, old.policy, steps)
  let agree = 1
  return stateDistributions(old.mdp, other.policy, steps).map((distribution, t) => {
    const sides = {
      left: Math.abs(dot(distribution, advantages) - dot(byOld[t], advantages)),
      right: 4 * alpha * (1 - agree) * old.maxAdvantage,
    }
    agree *= 1 - alpha
    return sides
  })
}

/**
 * Both sides of Equation (44), which is sharper than Theorem 1 where alpha is not small against 1 - gamma:
 *
 *     |eta(pi~) - L_pi(pi~)| <= 4 alpha^2 gamma epsilon / ((1 - gamma) (1 - gamma (1 - alpha))).
 *
 * Throws a RangeError when the policies belong to two processes.
 */
export function coupledBound(old: EvaluatedPolicy, other: EvaluatedPolicy): BothSides {
  const { discount } = old.mdp
  const alpha = maxTotalVariation(old.policy, other.policy)
  return {
    left: Math.abs(expectedImprovement(old, other) - surrogateImprovement(old, other.policy)),
    right: (4 * alpha * alpha * discount * old.maxAdvantage) / ((1 - discount) * (1 - discount + discount * alpha)),
  }
}

/** The largest absolute value. */
export function largestSize(x: Float64Array): number {
  return x.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
}
