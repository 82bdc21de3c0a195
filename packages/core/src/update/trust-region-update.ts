import {
  addScaled,
  backtrackingLineSearchAsync,
  conjugateGradientAsync,
  damped,
  dot,
  type LinearOperator,
  norm,
} from '@trpo/linalg'
import type { StepStatus } from './step-status.ts'
import { trustRegionMeasures } from './trust-region-measures.ts'
import { assertTrustRegionOptions, type TrustRegionOptions, trustRegionDefaults } from './trust-region-options.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'
import type { StepResult, UpdateRule } from './update-rule.ts'

/** The numbers of a step that got nowhere. */
const NOTHING_REACHED = {
  surrogateAfter: Number.NaN,
  expectedImprovement: Number.NaN,
  kl: Number.NaN,
  gradientNorm: Number.NaN,
  stepNorm: Number.NaN,
  backtracks: 0,
  products: 0,
  residual: Number.NaN,
}

/**
 * The step of appendix C: x = CG(A + cI, g); s = beta x with beta = sqrt(2 delta / x'(A + cI)x); then the first of s,
 * rs, r^2 s, ... with L(theta + s) > L(theta) and mean KL <= delta.
 *
 * x'(A + cI)x = x'(g - r) with r the residual of conjugate gradient, so it costs no further product.
 * Deviates: appendix C has no damping. c = 0 works; a small c keeps the step bounded along directions that the sampled
 * states do not determine.
 *
 * Throws a RangeError that names the first option that is out of range.
 */
export function trustRegionUpdate(given: Partial<TrustRegionOptions> = {}): UpdateRule {
  const options: TrustRegionOptions = { ...trustRegionDefaults, ...given }
  assertTrustRegionOptions(options)
  return {
    name: 'trust region',
    summary: `TRPO, delta ${options.maxKl}`,
    measures: trustRegionMeasures,
    step: (problem) => trustRegionStep(problem, options),
  }
}

async function trustRegionStep(problem: TrustRegionProblem, options: TrustRegionOptions): Promise<StepResult> {
  const { theta, surrogate: surrogateBefore } = problem
  const result = (status: StepStatus, reached: object, next = theta): StepResult => ({
    status,
    theta: next,
    numbers: { surrogateBefore, ...NOTHING_REACHED, ...reached },
  })

  const gradient = await problem.gradient()
  const gradientNorm = norm(gradient)
  if (!Number.isFinite(gradientNorm)) return result('notFinite', { gradientNorm })
  if (gradientNorm === 0) return result('zeroGradient', { gradientNorm })

  const metric: LinearOperator = { size: gradient.length, apply: (v) => problem.fisherProduct(v) }
  const solution = await conjugateGradientAsync(damped(metric, options.damping), gradient, {
    maxIterations: options.cgIterations,
    tolerance: options.cgTolerance,
  })
  const { value: x, stats } = solution
  const solved = { gradientNorm, products: stats.products, residual: stats.residualNorm / gradientNorm }
  if (solution.status === 'notFinite' || solution.status === 'negativeCurvature') return result(solution.status, solved)
  const beta = Math.sqrt((2 * options.maxKl) / stats.quadraticForm)
  if (!Number.isFinite(beta)) return result('negativeCurvature', solved)

  const at = (scale: number) => addScaled(theta, scale * beta, x)
  const search = await backtrackingLineSearchAsync(
    async (scale) => {
      const { surrogate, kl } = await problem.evaluate(at(scale))
      return { value: surrogate, constraint: kl }
    },
    {
      startValue: surrogateBefore,
      bound: options.maxKl,
      ratio: options.backtrackRatio,
      maxBacktracks: options.maxBacktracks,
    },
  )
  const fullStep = beta * norm(x)
  const searched = {
    ...solved,
    expectedImprovement: beta * dot(gradient, x),
    stepNorm: fullStep,
    surrogateAfter: search.stats.last?.value ?? Number.NaN,
    kl: search.stats.last?.constraint ?? Number.NaN,
    backtracks: search.stats.backtracks,
  }
  if (search.status !== 'accepted')
    return result(search.status === 'constraintExceeded' ? 'klExceeded' : search.status, searched)
  return result('accepted', { ...searched, stepNorm: search.value * fullStep }, at(search.value))
}
