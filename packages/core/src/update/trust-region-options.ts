/** Settings of the step of appendix C. */
export interface TrustRegionOptions {
  /** delta, the bound on the mean KL in nats, above 0. Tables 2 and 3: 0.01. */
  readonly maxKl: number
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
  /**
   * What the line search multiplies the step by after each failed trial: a number in (0, 1), or `fitted`. If it is `fitted`,
   * the factor depends on the trial. Where the trial exceeded delta it is .95 sqrt(delta / KL), and at least .1, since KL grows
   * with the square of a small step. Where the trial did not improve L it is a half.
   */
  readonly backtrackRatio: number | 'fitted'
  /** The greatest number of trials after the full step. */
  readonly maxBacktracks: number
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
  const { maxKl, damping, relativeDamping, cgIterations, cgTolerance, backtrackRatio, maxBacktracks } = options
  const expect = (ok: boolean, name: string, value: number | string, range: string) => {
    if (!ok) throw new RangeError(`${name} is ${value}; give ${range}`)
  }
  expect(Number.isFinite(maxKl) && maxKl > 0, 'maxKl', maxKl, 'a number above 0, such as 0.01')
  expect(Number.isFinite(damping) && damping >= 0, 'damping', damping, 'a number of at least 0')
  expect(
    Number.isFinite(relativeDamping) && relativeDamping >= 0,
    'relativeDamping',
    relativeDamping,
    'a number of at least 0',
  )
  expect(Number.isSafeInteger(cgIterations) && cgIterations > 0, 'cgIterations', cgIterations, 'a whole number above 0')
  expect(
    Number.isFinite(cgTolerance) && cgTolerance >= 0 && cgTolerance < 1,
    'cgTolerance',
    cgTolerance,
    'a number in [0, 1)',
  )
  expect(
    backtrackRatio === 'fitted' || (Number.isFinite(backtrackRatio) && backtrackRatio > 0 && backtrackRatio < 1),
    'backtrackRatio',
    backtrackRatio,
    "a number between 0 and 1, or 'fitted'",
  )
  expect(
    Number.isSafeInteger(maxBacktracks) && maxBacktracks >= 0,
    'maxBacktracks',
    maxBacktracks,
    'a whole number of at least 0',
  )
}
