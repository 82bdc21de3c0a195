import type { BothSides } from './both-sides.ts'
import type { EvaluatedPolicy } from './evaluated-policy.ts'
import { surrogateImprovement } from './local-surrogate.ts'
import { expectedImprovement } from './performance-difference.ts'

/** A lower bound on the return of a new policy, eta(pi~) >= L_pi(pi~) - penalty. The left side is at least the right one. */
export interface LowerBound extends BothSides {
  /** What is subtracted from L, at least 0; Infinity where a divergence is infinite. */
  readonly penalty: number
  /**
   * left - right, at least 0: by how much the bound is loose. It is summed from the differences to the old policy, so that it
   * is exact where both sides are nearly equal.
   */
  readonly slack: number
}

/** The lower bound with a given penalty. Throws a RangeError when the policies belong to two processes. */
export function lowerBound(old: EvaluatedPolicy, other: EvaluatedPolicy, penalty: number): LowerBound {
  const improvement = expectedImprovement(old, other)
  const surrogate = surrogateImprovement(old, other.policy)
  return {
    left: other.expectedReturn,
    right: old.expectedReturn + surrogate - penalty,
    penalty,
    slack: improvement - surrogate + penalty,
  }
}
