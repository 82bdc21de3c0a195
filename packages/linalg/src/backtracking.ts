/** What one trial of a line search found at a scale s. */
export interface Evaluation {
  /** f, which is to grow (in TRPO the surrogate L). */
  readonly value: number
  /** The quantity that must not exceed the bound (in TRPO the mean KL). */
  readonly constraint: number
}

/** A trial with the scale it was made at. */
export interface BacktrackingTrial extends Evaluation {
  /** s: the multiple of the full step. */
  readonly scale: number
}

/** What a trial has to meet, and how the scale shrinks. */
export interface BacktrackingOptions {
  /** f at scale 0, which a trial has to exceed. */
  readonly startValue: number
  /** Largest constraint that is accepted; Infinity for no constraint. */
  readonly bound: number
  /** Factor from one scale to the next, in (0, 1); 0.8 unless given. */
  readonly ratio?: number
  /** Most times the scale is shrunk, so at most one trial more; a whole number of at least 0, 10 unless given. */
  readonly maxBacktracks?: number
}

/**
 * How a backtracking line search stands or ended. A trial is *finite* when its value and its constraint are finite.
 *
 * - `running`: the trial at `scale` is wanted next.
 * - `accepted`: the last trial is finite, value > startValue (strictly), and constraint <= bound.
 * - `noImprovement`: no trial was accepted, and at least one finite trial met the constraint (and did not improve).
 * - `constraintExceeded`: at least one trial was finite, and no finite trial met the constraint.
 * - `notFinite`: no trial was finite, or `startValue` is not, in which case none is made.
 */
export type BacktrackingStatus = 'running' | 'accepted' | 'noImprovement' | 'constraintExceeded' | 'notFinite'

/** One state of the search. Nothing in it is ever written to. */
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
 * The first state of a backtracking line search (appendix C): the full step, scale 1, is wanted first.
 *
 * Throws a RangeError on options out of range.
 */
export function initBacktracking(options: BacktrackingOptions): BacktrackingState {
  const { startValue, bound, ratio = 0.8, maxBacktracks = 10 } = options
  if (Number.isNaN(bound)) throw new RangeError('backtracking: bound is NaN, expected a number or Infinity')
  if (!(ratio > 0 && ratio < 1)) throw new RangeError(`backtracking: ratio is ${ratio}, expected a number in (0, 1)`)
  if (!Number.isInteger(maxBacktracks) || maxBacktracks < 0) {
    throw new RangeError(`backtracking: maxBacktracks is ${maxBacktracks}, expected a whole number of at least 0`)
  }
  return {
    status: Number.isFinite(startValue) ? 'running' : 'notFinite',
    scale: 1,
    trials: [],
    options: { startValue, bound, ratio, maxBacktracks },
  }
}

/**
 * The state after `state`, given what the trial at `state.scale` found. `state` is left as it is.
 *
 * A trial that is not finite is not acceptable, and the search goes on shrinking. Throws an Error when `state` is not
 * `running`.
 */
export function stepBacktracking(state: BacktrackingState, evaluation: Evaluation): BacktrackingState {
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
  return { ...state, scale: state.scale * ratio, trials }
}

function failure(trials: readonly BacktrackingTrial[], bound: number): BacktrackingStatus {
  const finite = trials.filter(isFiniteTrial)
  if (finite.length === 0) return 'notFinite'
  return finite.some((trial) => trial.constraint <= bound) ? 'noImprovement' : 'constraintExceeded'
}

function isFiniteTrial(trial: BacktrackingTrial): boolean {
  return Number.isFinite(trial.value) && Number.isFinite(trial.constraint)
}
