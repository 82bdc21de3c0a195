import type { TrustRegionProblem } from './trust-region-problem.ts'

/**
 * How a step ended. On anything but `accepted` theta is untouched, bit for bit.
 *
 * - `accepted`: L improved and the constraint holds.
 * - `noImprovement`: some trial met the constraint, and none of them improved L.
 * - `klExceeded`: no trial met the constraint.
 * - `negativeCurvature`: v'(A + cI)v <= 0 for a direction v of conjugate gradient: A is not a Fisher matrix, or c < 0.
 * - `notFinite`: the gradient, a product or every trial was not finite.
 * - `zeroGradient`: g = 0: theta is a stationary point of L.
 */
export type StepStatus =
  | 'accepted'
  | 'noImprovement'
  | 'klExceeded'
  | 'negativeCurvature'
  | 'notFinite'
  | 'zeroGradient'

/** What a step did. Numbers that were not reached are NaN. */
export interface StepResult {
  /** How the step ended. */
  readonly status: StepStatus
  /** The new parameters, or the problem's own theta when the step was not accepted. */
  readonly theta: Float64Array
  /** L(theta_old). */
  readonly surrogateBefore: number
  /** L at the accepted trial, or at the last one. */
  readonly surrogateAfter: number
  /** Mean KL(old || new) in nats at the accepted trial, or at the last one. */
  readonly kl: number
  /** |g|_2. */
  readonly gradientNorm: number
  /** g's, the improvement a linear L would give for the full step s = beta x. */
  readonly expectedImprovement: number
  /** |s|_2 of the step taken (accepted) or of the full step. */
  readonly stepNorm: number
  /** How often the full step was shrunk. */
  readonly backtracks: number
  /** Products A v that conjugate gradient made. */
  readonly products: number
  /** |r| / |g| at the end of conjugate gradient. */
  readonly residual: number
}

/** A rule that turns a problem into a step: the part that natural gradient and plain gradient exchange. */
export type UpdateRule = (problem: TrustRegionProblem) => Promise<StepResult>
