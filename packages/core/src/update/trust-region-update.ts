import { assertKnownKeys } from '@trpo/samplers'
import type { Numbers } from '../records/measure.ts'
import { searchDirection } from './search-direction.ts'
import { searchedStep } from './searched-step.ts'
import { trustRegionMeasures } from './trust-region-measures.ts'
import { assertTrustRegionOptions, type TrustRegionOptions, trustRegionDefaults } from './trust-region-options.ts'
import type { UpdateRule } from './update-rule.ts'

/** The numbers for a step whose direction was not looked for. */
const NOTHING_SOLVED: Numbers = { products: 0, residual: Number.NaN, damping: Number.NaN }

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
    step: (problem) =>
      searchedStep(problem, options, NOTHING_SOLVED, async (gradient) => {
        const { fault, direction, length, ...numbers } = await searchDirection(problem, gradient, options)
        return { fault, direction, length, numbers }
      }),
  }
}
