import {
  addScaled,
  backtrackingLineSearchAsync,
  conjugateGradientAsync,
  damped,
  dot,
  type LinearOperator,
  norm,
} from '@trpo/linalg'
import type { StepResult, StepStatus, UpdateRule } from './step-result.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'

/** Settings of the step of appendix C. */
export interface TrustRegionOptions {
  /** delta, the bound on the mean KL in nats, above 0. Tables 2 and 3: 0.01. */
  readonly maxKl: number
  /** c in (A + cI)x = g, at least 0; absolute, so its effect depends on the scale of the parameters. */
  readonly damping: number
  /** k, Fisher products at most. Appendix C.1: 10. */
  readonly cgIterations: number
  /** Conjugate gradient stops when |r| <= tolerance x |g|. */
  readonly cgTolerance: number
  /** What the line search multiplies the step by after each failed trial, in (0, 1). */
  readonly backtrackRatio: number
  /** Trials after the full step. */
  readonly maxBacktracks: number
}

/**
 * The settings of the paper where it gives them. It has no damping; docs/results.md says how 0.05 was found. The ratio of the
 * line search is what today's implementations use, where the authors' code of 2015 halves.
 */
export const trustRegionDefaults: TrustRegionOptions = {
  maxKl: 0.01,
  damping: 0.05,
  cgIterations: 10,
  cgTolerance: 1e-10,
  backtrackRatio: 0.8,
  maxBacktracks: 15,
}

/** Throws a RangeError that names the first setting that is out of range. */
export function assertTrustRegionOptions(options: TrustRegionOptions): void {
  const { maxKl, damping, cgIterations, cgTolerance, backtrackRatio, maxBacktracks } = options
  const expect = (ok: boolean, name: string, value: number, range: string) => {
    if (!ok) throw new RangeError(`${name} is ${value}; give ${range}`)
  }
  expect(maxKl > 0 && maxKl < Infinity, 'maxKl', maxKl, 'a number above 0, such as 0.01')
  expect(damping >= 0 && damping < Infinity, 'damping', damping, 'a number of at least 0')
  expect(Number.isSafeInteger(cgIterations) && cgIterations > 0, 'cgIterations', cgIterations, 'a whole number above 0')
  expect(cgTolerance >= 0 && cgTolerance < 1, 'cgTolerance', cgTolerance, 'a number in [0, 1)')
  expect(backtrackRatio > 0 && backtrackRatio < 1, 'backtrackRatio', backtrackRatio, 'a number between 0 and 1')
  expect(
    Number.isSafeInteger(maxBacktracks) && maxBacktracks >= 0,
    'maxBacktracks',
    maxBacktracks,
    'a whole number of at least 0',
  )
}

/**
 * The step of appendix C: x = CG(A + cI, g); s = beta x with beta = sqrt(2 delta / x'(A + cI)x); then the first of s,
 * rs, r^2 s, ... with L(theta + s) > L(theta) and mean KL <= delta.
 *
 * x'(A + cI)x = x'(g - r) with r the residual of conjugate gradient, so it costs no further product.
 * Deviates: appendix C has no damping. c = 0 works; a small c keeps the step bounded along directions that the sampled
 * states do not determine.
 */
export function trustRegionUpdate(options: TrustRegionOptions): UpdateRule {
  assertTrustRegionOptions(options)
  return async (problem) => {
    const gradient = await problem.gradient()
    const gradientNorm = norm(gradient)
    if (!Number.isFinite(gradientNorm)) return unchanged(problem, 'notFinite', { gradientNorm })
    if (gradientNorm === 0) return unchanged(problem, 'zeroGradient', { gradientNorm })

    const fisher: LinearOperator = { size: gradient.length, apply: (v) => problem.fisherProduct(v) }
    const solution = await conjugateGradientAsync(damped(fisher, options.damping), gradient, {
      maxIterations: options.cgIterations,
      tolerance: options.cgTolerance,
    })
    const { value: x, stats } = solution
    const solved = { gradientNorm, products: stats.products, residual: stats.residualNorm / gradientNorm }
    if (solution.status === 'notFinite' || solution.status === 'negativeCurvature')
      return unchanged(problem, solution.status, solved)
    const beta = Math.sqrt((2 * options.maxKl) / stats.quadraticForm)
    if (!Number.isFinite(beta)) return unchanged(problem, 'negativeCurvature', solved)

    const at = (scale: number) => addScaled(problem.theta, scale * beta, x)
    const search = await backtrackingLineSearchAsync(
      async (scale) => {
        const { surrogate, kl } = await problem.evaluate(at(scale))
        return { value: surrogate, constraint: kl }
      },
      {
        startValue: problem.surrogate,
        bound: options.maxKl,
        ratio: options.backtrackRatio,
        maxBacktracks: options.maxBacktracks,
      },
    )
    const searched = {
      ...solved,
      expectedImprovement: beta * dot(gradient, x),
      stepNorm: beta * norm(x),
      surrogateAfter: search.stats.last?.value ?? Number.NaN,
      kl: search.stats.last?.constraint ?? Number.NaN,
      backtracks: search.stats.backtracks,
    }
    if (search.status !== 'accepted')
      return unchanged(problem, search.status === 'constraintExceeded' ? 'klExceeded' : search.status, searched)
    return {
      ...unchanged(problem, 'accepted', searched),
      theta: at(search.value),
      stepNorm: search.value * searched.stepNorm,
    }
  }
}

/** A result that keeps theta, with NaN for what was not reached. */
function unchanged(problem: TrustRegionProblem, status: StepStatus, reached: Partial<StepResult>): StepResult {
  return {
    status,
    theta: problem.theta,
    surrogateBefore: problem.surrogate,
    surrogateAfter: Number.NaN,
    kl: Number.NaN,
    gradientNorm: Number.NaN,
    expectedImprovement: Number.NaN,
    stepNorm: Number.NaN,
    backtracks: 0,
    products: 0,
    residual: Number.NaN,
    ...reached,
  }
}
