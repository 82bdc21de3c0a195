import { addScaled, conjugateGradientAsync, dot, norm } from '@trpo/linalg'
import type { TrustRegionOptions } from './trust-region-options.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'

/** The fraction of the largest curvature that counts as none: products of kernels in single precision are right to about this. */
export const FLATNESS = 1e-6

/** The direction of a step, and how it was found. */
export interface SearchDirection {
  /** Why there is no direction; undefined where there is one. */
  readonly fault: 'notFinite' | 'negativeCurvature' | undefined
  /** x, [p]: an ascent direction of L, g'x > 0. */
  readonly direction: Float64Array
  /** beta: the full step is beta x. */
  readonly length: number
  /** c, the damping that was used. */
  readonly damping: number
  /** The number of Fisher products that it took. */
  readonly products: number
  /** |r| / |g|, with r = g - (A + cI)x. */
  readonly residual: number
}

/**
 * x = CG(A + cI, g) and beta = sqrt(2 delta / x'(A + cI)x) (appendix C).
 *
 * The Fisher matrix of a subsample may be singular, and g need not lie in its range. Conjugate gradient then keeps the
 * iterate with the least residual; where A sees nothing of g at all, the step is along g itself, as long as delta allows in the
 * metric of the parameters (Eq 18: beta = sqrt(2 delta) / |g|). Either is an ascent direction of L on the whole batch, and the
 * line search on the whole batch says how far to follow it.
 *
 * @param gradient g [p], finite and not 0
 */
export async function searchDirection(
  problem: TrustRegionProblem,
  gradient: Float64Array,
  options: TrustRegionOptions,
): Promise<SearchDirection> {
  const { maxKl, relativeDamping, cgIterations, cgTolerance } = options
  const gradientNorm = norm(gradient)
  // The first product of conjugate gradient is the one with g. It is asked for here and handed on.
  let first = relativeDamping > 0 ? await problem.fisherProduct(gradient) : undefined
  const quotient = first === undefined ? 0 : dot(gradient, first) / (gradientNorm * gradientNorm)
  const damping = options.damping + relativeDamping * Math.max(0, quotient)
  const apply = async (v: Float64Array): Promise<Float64Array> => {
    const product = first ?? (await problem.fisherProduct(v))
    first = undefined
    return damping === 0 ? product : addScaled(product, damping, v)
  }
  const {
    value: x,
    status,
    stats,
  } = await conjugateGradientAsync({ size: gradient.length, apply }, gradient, {
    maxIterations: cgIterations,
    tolerance: cgTolerance,
    flatness: FLATNESS,
  })
  const found = { damping, products: stats.products, residual: stats.residualNorm / gradientNorm }
  if (status === 'notFinite' || status === 'negativeCurvature')
    return { fault: status, direction: x, length: 0, ...found }
  const beta = Math.sqrt((2 * maxKl) / stats.quadraticForm)
  if (stats.iterations > 0 && Number.isFinite(beta)) return { fault: undefined, direction: x, length: beta, ...found }
  return { fault: undefined, direction: gradient, length: Math.sqrt(2 * maxKl) / gradientNorm, ...found }
}
