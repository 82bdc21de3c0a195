import { dot, norm } from '@trpo/linalg'
import { assertKnownKeys } from '@trpo/samplers'
import { lineSearch } from './line-search.ts'
import { searchDirection } from './search-direction.ts'
import type { StepStatus } from './step-status.ts'
import { trustRegionMeasures } from './trust-region-measures.ts'
import { assertTrustRegionOptions, type TrustRegionOptions, trustRegionDefaults } from './trust-region-options.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'
import type { StepResult, UpdateRule } from './update-rule.ts'

/** The numbers of a step that found no direction. */
const NOTHING_REACHED = {
  surrogateAfter: Number.NaN,
  expectedImprovement: Number.NaN,
  kl: Number.NaN,
  gradientNorm: Number.NaN,
  stepNorm: Number.NaN,
  backtracks: 0,
  products: 0,
  residual: Number.NaN,
  damping: Number.NaN,
}

/**
 * The step of appendix C: x = CG(A + cI, g); s = beta x with beta = sqrt(2 delta / x'(A + cI)x); then the first of s,
 * rs, r^2 s, ... with L(theta + s) > L(theta) and mean KL <= delta.
 *
 * x'(A + cI)x = x'(g - r) with r the residual of conjugate gradient, so it costs no further product.
 * Deviates: appendix C has no damping. A small c keeps the step bounded along directions that the sampled states do not
 * determine. c = 0 works as well, with any subsample: see `searchDirection` and `lineSearch`, which go beyond appendix C only
 * where it finds no step.
 *
 * Throws a TypeError that names an unknown option, and a RangeError that names the first one that is out of range.
 */
export function trustRegionUpdate(given: Partial<TrustRegionOptions> = {}): UpdateRule {
  assertKnownKeys('trustRegionUpdate', given, Object.keys(trustRegionDefaults))
  const options: TrustRegionOptions = { ...trustRegionDefaults, ...given }
  assertTrustRegionOptions(options)
  return {
    name: 'trust region',
    settings: { ...options },
    summary: `TRPO, delta ${options.maxKl}`,
    measures: trustRegionMeasures(options.maxKl),
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

  const { fault, direction, length, ...found } = await searchDirection(problem, gradient, options)
  const solved = { gradientNorm, ...found }
  if (fault !== undefined) return result(fault, solved)

  const search = await lineSearch(problem, { direction, length }, options)
  const fullStep = length * norm(direction)
  const searched = {
    ...solved,
    expectedImprovement: length * dot(gradient, direction),
    stepNorm: fullStep,
    surrogateAfter: search.trial?.value ?? Number.NaN,
    kl: search.trial?.constraint ?? Number.NaN,
    backtracks: search.backtracks,
  }
  if (search.status !== 'accepted') return result(search.status, searched)
  return result('accepted', { ...searched, stepNorm: (search.trial?.scale ?? Number.NaN) * fullStep }, search.theta)
}
