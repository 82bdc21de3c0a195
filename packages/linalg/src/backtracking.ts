/** What one trial of a line search found at a scale s. */
export interface TrialEvaluation {
  /** f, which the search wants to raise (in TRPO the surrogate L). */
  readonly value: number
  /** The quantity that must not exceed the bound (in TRPO the mean KL). */
  readonly constraint: number
}

/** A trial with the scale it was made at. */
export interface BacktrackingTrial extends TrialEvaluation {
  /** s: the multiple of the full step. */
  readonly scale: number
}

/** A rule for the scale after a trial that was not accepted: above 0, and below the trial's. */
export type NextScale = (trial: BacktrackingTrial, bound: number) => number

/** How far `scaleByConstraint` trusts its model. The multiples are of the failed trial's scale. */
export interface ConstraintScaleOptions {
  /**
   * The factor of the scale at which the model meets the bound, in (0, 1].
   * @default 0.9
   */
  readonly safety?: number
  /**
   * The least multiple after a trial that exceeded the bound, at least 0 and below `most`.
   * @default 0
   */
  readonly least?: number
  /**
   * The greatest multiple after a trial that exceeded the bound, in (0, 1).
   * @default 0.95
   */
  readonly most?: number
  /**
   * The multiple after any other trial, which did not improve or was not finite, in (0, 1).
   * @default 0.1
   */
  readonly otherwise?: number
}

/**
 * The rule that treats the constraint as proportional to the square of the scale, as a KL divergence nearly is. After a
 * trial that exceeded the bound, the next scale is a little below the one at which the parabola through that trial
 * meets the bound.
 *
 * It is quadratic interpolation with safeguards (Nocedal and Wright 2006, Numerical Optimization, section 3.5), of the
 * constraint rather than of f. Throws a RangeError on options out of range.
 */
export function scaleByConstraint(options: ConstraintScaleOptions = {}): NextScale {
  const { safety = 0.9, least = 0, most = 0.95, otherwise = 0.1 } = options
  const expect = (ok: boolean, name: string, value: number, range: string) => {
    if (!ok) throw new RangeError(`scaleByConstraint: ${name} is ${value}, expected a number ${range}`)
  }
  expect(safety > 0 && safety <= 1, 'safety', safety, 'in (0, 1]')
  expect(most > 0 && most < 1, 'most', most, 'in (0, 1)')
  expect(least >= 0 && least < most, 'least', least, `of at least 0 and below ${most}`)
  expect(otherwise > 0 && otherwise < 1, 'otherwise', otherwise, 'in (0, 1)')
  return ({ scale, constraint }, bound) => {
    if (!(constraint > bound && Number.isFinite(constraint))) return scale * otherwise
    return scale * Math.min(most, Math.max(least, safety * Math.sqrt(bound / constraint)))
  }
}

/** What a trial has to meet, and how the scale shrinks. */
export interface BacktrackingOptions {
  /** f at scale 0, which a trial has to exceed. */
  readonly startValue: number
  /** Largest constraint that is accepted; Infinity for no constraint. */
  readonly bound: number
  /**
   * Factor from one scale to the next, in (0, 1).
   * @default 0.8
   */
  readonly ratio?: number
  /**
   * The first scale, above 0.
   * @default 1, the full step
   */
  readonly startScale?: number
  /**
   * How often the scale is shrunk at most, a whole number of at least 0; there is at most one trial more. @default 10
   */
  readonly maxBacktracks?: number
}

/**
 * The status of a backtracking line search. A trial is *finite* when its value and its constraint are finite.
 *
 * - `running`: the trial at `scale` is wanted next.
 * - `accepted`: the last trial is finite, value > startValue (strictly), and constraint <= bound.
 * - `noImprovement`: no trial was accepted, and at least one finite trial met the constraint (and did not improve).
 * - `constraintExceeded`: at least one trial was finite, and no finite trial met the constraint.
 * - `notFinite`: no trial was finite, or `startValue` is not, in which case none is made.
 */
export type BacktrackingStatus = 'running' | 'accepted' | 'noImprovement' | 'constraintExceeded' | 'notFinite'

/** One state of the search: plain data. Nothing in it is ever written to. */
export interface BacktrackingState {
  /** Where the search stands. */
  readonly status: BacktrackingStatus
  /** s of the trial that is wanted next while `running`; afterwards s of the last trial. */
  readonly scale: number
  /** The trials made, first to last. */
  readonly trials: readonly BacktrackingTrial[]
  /** The options, complete. */
  readonly options: Required<BacktrackingOptions>
}

/**
 * The first state of a backtracking line search (appendix C). By default the first trial is the full step, scale 1.
 *
 * Throws a RangeError on options out of range.
 */
export function initBacktracking(options: BacktrackingOptions): BacktrackingState {
  const { startValue, bound, ratio = 0.8, startScale = 1, maxBacktracks = 10 } = options
  if (Number.isNaN(bound)) throw new RangeError('backtracking: bound is NaN, expected a number or Infinity')
  if (!(ratio > 0 && ratio < 1)) throw new RangeError(`backtracking: ratio is ${ratio}, expected a number in (0, 1)`)
  if (!(startScale > 0 && startScale < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`backtracking: startScale is ${startScale}, expected a finite number above 0`)
  }
  if (!Number.isInteger(maxBacktracks) || maxBacktracks < 0) {
    throw new RangeError(`backtracking: maxBacktracks is ${maxBacktracks}, expected a whole number of at least 0`)
  }
  return {
    status: Number.isFinite(startValue) ? 'running' : 'notFinite',
    scale: startScale,
    trials: [],
    options: { startValue, bound, ratio, startScale, maxBacktracks },
  }
}

/**
 * The state after `state`, given what the trial at `state.scale` found. `state` itself does not change.
 *
 * A trial that is not finite is not accepted, and the search continues to shrink the scale. Throws an Error when
 * `state` is not `running`, and a RangeError when the rule gives a scale that does not shrink.
 *
 * @param next the scale after a trial that is not accepted; @default the trial's times `ratio`
 */
export function stepBacktracking(
  state: BacktrackingState,
  evaluation: TrialEvaluation,
  next?: NextScale,
): BacktrackingState {
  if (state.status !== 'running') {
    throw new Error(`stepBacktracking: the state has ended (${state.status}), expected one that is running`)
  }
  const { startValue, bound, ratio, maxBacktracks } = state.options
  const trial = { scale: state.scale, value: evaluation.value, constraint: evaluation.constraint }
  const trials = [...state.trials, trial]
  if (isFiniteTrial(trial) && trial.value > startValue && trial.constraint <= bound) {
    return { ...state, status: 'accepted', trials }
  }
  if (trials.length > maxBacktracks) return { ...state, status: failure(trials, bound), trials }
  if (next === undefined) return { ...state, scale: state.scale * ratio, trials }
  const scale = next(trial, bound)
  // A tiny scale may round to 0: the trial there does not improve, and the search ends.
  if (!(scale === 0 || (scale > 0 && scale < state.scale)))
    throw new RangeError(`backtracking: the next scale is ${scale}, expected a number above 0 and below ${state.scale}`)
  return { ...state, scale, trials }
}

function failure(trials: readonly BacktrackingTrial[], bound: number): BacktrackingStatus {
  const finite = trials.filter(isFiniteTrial)
  if (finite.length === 0) return 'notFinite'
  return finite.some((trial) => trial.constraint <= bound) ? 'noImprovement' : 'constraintExceeded'
}

function isFiniteTrial(trial: BacktrackingTrial): boolean {
  return Number.isFinite(trial.value) && Number.isFinite(trial.constraint)
}
