import { assertLineSearchOptions, expectSetting, type LineSearchOptions } from './line-search-options.ts'

/** Settings of the step of appendix C. */
export interface TrustRegionOptions extends LineSearchOptions {
  /** The absolute part of c in (A + cI)x = g, at least 0: its effect depends on the scale of the parameters. */
  readonly damping: number
  /**
   * The relative part, at least 0: c = damping + relativeDamping x g'Ag / g'g. The quotient costs nothing, as
   * A g is the first product of conjugate gradient. Where all of A is small, as with a choice among thousands of actions, so is
   * this damping.
   */
  readonly relativeDamping: number
  /** k, the greatest number of Fisher products. Appendix C.1: 10. */
  readonly cgIterations: number
  /** Conjugate gradient stops when |r| <= tolerance x |g|. */
  readonly cgTolerance: number
}

/**
 * The settings of the paper where it gives them. It has no damping; docs/results.md says how 0.05 was found. The ratio of the
 * line search is that of today's implementations; the authors' code of 2015 halves.
 */
export const trustRegionDefaults: TrustRegionOptions = {
  maxKl: 0.01,
  damping: 0.05,
  relativeDamping: 0,
  cgIterations: 10,
  cgTolerance: 1e-10,
  backtrackRatio: 0.8,
  maxBacktracks: 15,
}

/** Throws a RangeError that names the first setting that is out of range. */
export function assertTrustRegionOptions(options: TrustRegionOptions): void {
  const { damping, relativeDamping, cgIterations, cgTolerance } = options
  assertLineSearchOptions(options)
  for (const [name, value] of Object.entries({ damping, relativeDamping }))
    expectSetting(Number.isFinite(value) && value >= 0, name, value, 'a number of at least 0')
  expectSetting(
    Number.isSafeInteger(cgIterations) && cgIterations > 0,
    'cgIterations',
    cgIterations,
    'a whole number above 0',
  )
  expectSetting(
    Number.isFinite(cgTolerance) && cgTolerance >= 0 && cgTolerance < 1,
    'cgTolerance',
    cgTolerance,
    'a number in [0, 1)',
  )
}
