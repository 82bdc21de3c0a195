import { norm } from '@trpo/linalg'
import { assertKnownKeys } from '@trpo/samplers'
import { assertLineSearchOptions, expectSetting, type LineSearchOptions } from '../line-search-options.ts'
import { type FoundDirection, searchedStep } from '../searched-step.ts'
import { trustRegionDefaults } from '../trust-region-options.ts'
import type { UpdateRule } from '../update-rule.ts'
import { maxKlMeasures, NOTHING_SOLVED } from './measures.ts'
import { type StatewiseSolution, solveStatewise } from './solve-statewise.ts'
import type { StatewiseProblem } from './statewise-problem.ts'

/** Settings of the step under a bound on the greatest KL. */
export interface MaxKlOptions extends LineSearchOptions {
  /** delta, the bound on the KL of every sampled state in nats, above 0. */
  readonly maxKl: number
  /** c, added to the diagonal of every state's Fisher matrix, at least 0. */
  readonly damping: number
  /** The relative duality gap and residual of optimality at which a direction is exact enough, in (0, 1). */
  readonly tolerance: number
}

/** The settings of the paper where it gives them. The tolerance is as small as f64 can meet on any problem. */
export const maxKlDefaults: MaxKlOptions = {
  maxKl: trustRegionDefaults.maxKl,
  damping: 0,
  tolerance: 1e-8,
  backtrackRatio: trustRegionDefaults.backtrackRatio,
  maxBacktracks: trustRegionDefaults.maxBacktracks,
}

/**
 * A step under the constraint of Eq 11 on the sampled states (section 8.1, 'max KL'). An interior-point method maximises g'd
 * subject to d'F_s d / 2 <= delta for every state; the line search of appendix C follows, on L and the exact greatest KL. The
 * rule suits few parameters, as the work of a Newton step is the number of states times the square of that of parameters.
 *
 * A direction that is less exact than the tolerance lies within the bounds all the same, and is searched along; the record states
 * its gap and residual. Where no state sees anything of g, the step is along g itself, as in `trustRegionUpdate`.
 *
 * Throws a TypeError that names an unknown option, and a RangeError that names the first one that is out of range.
 */
export function maxKlUpdate(given: Partial<MaxKlOptions> = {}): UpdateRule<StatewiseProblem> {
  assertKnownKeys('maxKlUpdate', given, Object.keys(maxKlDefaults))
  const options: MaxKlOptions = { ...maxKlDefaults, ...given }
  const { damping, tolerance } = options
  assertLineSearchOptions(options)
  expectSetting(damping >= 0 && damping < Infinity, 'damping', damping, 'a number of at least 0')
  expectSetting(tolerance > 0 && tolerance < 1, 'tolerance', tolerance, 'a number in (0, 1)')
  return {
    name: 'max KL',
    settings: { ...options },
    summary: `max KL, delta ${options.maxKl}`,
    measures: maxKlMeasures(options.maxKl),
    step: (problem) =>
      searchedStep(problem, options, NOTHING_SOLVED, (gradient, gradientNorm) =>
        directionOf(problem, options, gradient, gradientNorm),
      ),
  }
}

/** The direction of a step: the maximum under the bounds or, where no state sees anything of g, g itself. */
async function directionOf(
  problem: StatewiseProblem,
  { maxKl: bound, damping, tolerance }: MaxKlOptions,
  gradient: Float64Array,
  gradientNorm: number,
): Promise<FoundDirection> {
  const factors = await problem.fisherFactors()
  const solution = solveStatewise({ gradient, factors, bound, damping }, tolerance)
  const { gap, residual: kktResidual, newtonSteps } = solution
  const solved = norm(solution.direction) > 0
  return {
    fault: solution.status === 'notFinite' ? 'notFinite' : undefined,
    direction: solved ? solution.direction : gradient,
    length: solved ? 1 : Math.sqrt(2 * bound) / gradientNorm,
    numbers: { gap, kktResidual, newtonSteps, statesAtBound: statesAtBound(solution) },
  }
}

/** The number of states whose multiplier is at least a thousandth of the greatest. */
function statesAtBound({ multipliers }: StatewiseSolution): number {
  const greatest = multipliers.reduce((most, one) => Math.max(most, one), 0)
  return greatest > 0 ? multipliers.filter((one) => one >= greatest / 1000).length : 0
}
