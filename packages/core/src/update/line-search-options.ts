/** Settings of a step that is searched along a line within a bound. */
export interface LineSearchOptions {
  /** delta, the bound on the mean KL in nats, above 0. Tables 2 and 3: 0.01. */
  readonly maxKl: number
  /**
   * What the line search multiplies the step by after each failed trial: a number in (0, 1), or `fitted`. If it is `fitted`, the
   * factor depends on the trial. Where the trial exceeded delta it is .95 sqrt(delta / KL), and at least .1, since KL grows with the
   * square of a small step. Where the trial did not improve L it is a half.
   */
  readonly backtrackRatio: number | 'fitted'
  /** The greatest number of trials after the full step. */
  readonly maxBacktracks: number
}

/** Throws a RangeError that names the first setting that is out of range. */
export function assertLineSearchOptions({ maxKl, backtrackRatio, maxBacktracks }: LineSearchOptions): void {
  expectSetting(Number.isFinite(maxKl) && maxKl > 0, 'maxKl', maxKl, 'a number above 0, such as 0.01')
  expectSetting(
    backtrackRatio === 'fitted' || (Number.isFinite(backtrackRatio) && backtrackRatio > 0 && backtrackRatio < 1),
    'backtrackRatio',
    backtrackRatio,
    "a number between 0 and 1, or 'fitted'",
  )
  expectSetting(
    Number.isSafeInteger(maxBacktracks) && maxBacktracks >= 0,
    'maxBacktracks',
    maxBacktracks,
    'a whole number of at least 0',
  )
}

/** Throws a RangeError that names a setting, its value and its range, unless it is in range. */
export function expectSetting(ok: boolean, name: string, value: number | string, range: string): void {
  if (!ok) throw new RangeError(`${name} is ${value}; give ${range}`)
}
