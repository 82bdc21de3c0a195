/**
 * How a trust-region step ended. On anything but `accepted` theta is untouched, bit for bit.
 *
 * - `accepted`: L improved and the constraint holds.
 * - `noImprovement`: some trial met the constraint, and none of them improved L.
 * - `klExceeded`: no trial met the constraint.
 * - `negativeCurvature`: v'(A + cI)v <= 0 for a direction v of conjugate gradient, so A is not a Fisher matrix, or c < 0.
 * - `notFinite`: the gradient, a product or every trial was not finite.
 * - `zeroGradient`: g = 0, so theta is a stationary point of L.
 */
export type StepStatus =
  | 'accepted'
  | 'noImprovement'
  | 'klExceeded'
  | 'negativeCurvature'
  | 'notFinite'
  | 'zeroGradient'
