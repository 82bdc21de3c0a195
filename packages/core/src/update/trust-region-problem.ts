import type { MaybePromise } from '@trpo/linalg'
import type { FisherFactors } from './fisher-factors.ts'

/** Objective and constraint of Eq 14 at one parameter vector. */
export interface TrialValue {
  /** L(theta): the sample mean of ratio x advantage. */
  readonly surrogate: number
  /** What the constraint measures from the old policy to this one, in nats: the mean KL divergence (Eq 14). */
  readonly kl: number
}

/**
 * Maximise L(theta) subject to mean KL(theta_old || theta) <= delta (Eq 14), near theta_old. This is all that a step may know.
 *
 * It knows nothing of networks or samples, so a step can be tried on problems with known answers, and sums may come
 * from anywhere: each function may return a promise.
 */
export interface TrustRegionProblem {
  /** theta_old, [p]. Never written to. */
  readonly theta: Float64Array
  /** L(theta_old), the value to improve on. */
  readonly surrogate: number
  /** g, the gradient of L at theta_old, [p]. */
  gradient(): MaybePromise<Float64Array>
  /** A v, with A the Hessian of the mean KL at theta_old (the Fisher matrix of Eq 17 and appendix C). */
  fisherProduct(v: Float64Array): MaybePromise<Float64Array>
  /** L and the mean KL at theta. A result that is not finite is allowed and is never accepted. */
  evaluate(theta: Float64Array): MaybePromise<TrialValue>
  /** The Fisher matrices of single states, as factors, which only a `StatewiseProblem` gives. */
  fisherFactors?(): MaybePromise<FisherFactors>
}
