import { addScaled, conjugateGradientAsync, damped, dot, norm } from '@trpo/linalg'
import { assertKnownKeys } from '@trpo/samplers'
import { FLATNESS } from './search-direction.ts'
import { moved, solvedMeasures, unmoved, unsearchedMeasures } from './unsearched-step.ts'
import type { UpdateRule } from './update-rule.ts'

/** Settings of the natural gradient. */
export interface NaturalGradientOptions {
  /**
   * lambda of Eq 17, above 0: the step is 1 / lambda times the natural gradient. Section 8.1 tries values in factors of three.
   */
  readonly lambda: number
  /**
   * c in (A + cI)x = g, at least 0.
   * @default 0
   */
  readonly damping?: number
  /**
   * k, the greatest number of Fisher products.
   * @default 10
   */
  readonly cgIterations?: number
  /**
   * Conjugate gradient stops when |r| <= tolerance x |g|.
   * @default 1e-10
   */
  readonly cgTolerance?: number
}

const NOTHING_SOLVED = { products: 0, residual: Number.NaN }

/**
 * The natural policy gradient of Eq 17 (Kakade 2002): theta + x / lambda with x = CG(A + cI, g). A fixed penalty
 * replaces the constraint: the step is not rescaled to delta, not searched along, and not tested for its KL. L and KL after the
 * step are computed for the record alone.
 *
 * Throws a TypeError that names an unknown setting, and a RangeError that names the first one that is out of range.
 */
export function naturalGradientUpdate(given: NaturalGradientOptions): UpdateRule {
  assertKnownKeys('naturalGradientUpdate', given, ['lambda', 'damping', 'cgIterations', 'cgTolerance'])
  const { lambda, damping = 0, cgIterations = 10, cgTolerance = 1e-10 } = given
  if (!(lambda > 0 && lambda < Infinity)) throw new RangeError(`lambda is ${lambda}; give a number above 0`)
  if (!(damping >= 0 && damping < Infinity)) throw new RangeError(`damping is ${damping}; give a number of at least 0`)
  if (!Number.isSafeInteger(cgIterations) || cgIterations < 1)
    throw new RangeError(`cgIterations is ${cgIterations}; give a whole number above 0`)
  if (!(cgTolerance >= 0 && cgTolerance < 1))
    throw new RangeError(`cgTolerance is ${cgTolerance}; give a number in [0, 1)`)
  return {
    name: 'natural gradient',
    summary: `natural gradient, lambda ${lambda}`,
    measures: { ...unsearchedMeasures, ...solvedMeasures },
    settings: { lambda, damping, cgIterations, cgTolerance },
    async step(problem) {
      const { theta } = problem
      const gradient = await problem.gradient()
      const length = norm(gradient)
      if (!Number.isFinite(length)) return unmoved(problem, 'notFinite', length, NOTHING_SOLVED)
      if (length === 0) return unmoved(problem, 'zeroGradient', length, NOTHING_SOLVED)
      const operator = { size: theta.length, apply: async (v: Float64Array) => problem.fisherProduct(v) }
      const { value, status, stats } = await conjugateGradientAsync(damped(operator, damping), gradient, {
        maxIterations: cgIterations,
        tolerance: cgTolerance,
        flatness: FLATNESS,
      })
      const solved = { products: stats.products, residual: stats.residualNorm / length }
      if (status === 'notFinite' || status === 'negativeCurvature') return unmoved(problem, status, length, solved)
      // Where A sees nothing of g at all, there is no natural gradient.
      if (dot(gradient, value) <= 0) return unmoved(problem, 'noImprovement', length, solved)
      return moved(problem, length, addScaled(theta, 1 / lambda, value), norm(value) / lambda, solved)
    },
  }
}
