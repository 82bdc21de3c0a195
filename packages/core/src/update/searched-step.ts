import { dot, norm } from '@trpo/linalg'
import type { Numbers } from '../records/measure.ts'
import { lineSearch } from './line-search.ts'
import type { LineSearchOptions } from './line-search-options.ts'
import type { StepStatus } from './step-status.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'
import type { StepResult } from './update-rule.ts'

/** A direction to search along, or why there is none. */
export interface FoundDirection {
  /** Why there is no direction; undefined where there is one. */
  readonly fault: StepStatus | undefined
  /** The ascent direction of L, [p]. */
  readonly direction: Float64Array
  /** The factor of the direction that gives the full step. */
  readonly length: number
  /** The rule's own numbers about the direction. */
  readonly numbers: Numbers
}

/** The numbers of a step without a search, except those of the rule about its direction. */
const NOTHING_SEARCHED: Numbers = {
  surrogateAfter: Number.NaN,
  expectedImprovement: Number.NaN,
  kl: Number.NaN,
  gradientNorm: Number.NaN,
  stepNorm: Number.NaN,
  backtracks: 0,
}

/**
 * A step of a rule that finds a direction by the gradient and searches along it for an improvement of L within the bound.
 *
 * @param nothing the rule's own numbers for a step whose direction was not looked for
 * @param find finds the direction for a gradient, which is finite and not 0, and its norm
 */
export async function searchedStep(
  problem: TrustRegionProblem,
  options: LineSearchOptions,
  nothing: Numbers,
  find: (gradient: Float64Array, gradientNorm: number) => Promise<FoundDirection>,
): Promise<StepResult> {
  const { theta, surrogate: surrogateBefore } = problem
  const result = (status: StepStatus, reached: Numbers, next = theta): StepResult => ({
    status,
    theta: next,
    numbers: { surrogateBefore, ...NOTHING_SEARCHED, ...nothing, ...reached },
  })

  const gradient = await problem.gradient()
  const gradientNorm = norm(gradient)
  if (!Number.isFinite(gradientNorm)) return result('notFinite', { gradientNorm })
  if (gradientNorm === 0) return result('zeroGradient', { gradientNorm })

  const { fault, direction, length, numbers } = await find(gradient, gradientNorm)
  const found = { gradientNorm, ...numbers }
  if (fault !== undefined) return result(fault, found)

  const search = await lineSearch(problem, { direction, length }, options)
  const fullStep = length * norm(direction)
  const searched = {
    ...found,
    expectedImprovement: length * dot(gradient, direction),
    stepNorm: fullStep,
    surrogateAfter: search.trial?.value ?? Number.NaN,
    kl: search.trial?.constraint ?? Number.NaN,
    backtracks: search.backtracks,
  }
  if (search.status !== 'accepted') return result(search.status, searched)
  return result('accepted', { ...searched, stepNorm: (search.trial?.scale ?? Number.NaN) * fullStep }, search.theta)
}
