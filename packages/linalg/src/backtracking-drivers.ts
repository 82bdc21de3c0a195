import {
  type BacktrackingOptions,
  type BacktrackingState,
  type BacktrackingStatus,
  type BacktrackingTrial,
  initBacktracking,
  type NextScale,
  stepBacktracking,
  type TrialEvaluation,
} from './backtracking.ts'
import type { MaybePromise } from './linear-operator.ts'

/** The outcome of a backtracking line search. A numerical outcome is a status; only misuse throws. */
export interface BacktrackingResult {
  /** The scale s that was accepted; 0, which means no step, on any other status. */
  readonly value: number
  /** Why the search ended. */
  readonly status: Exclude<BacktrackingStatus, 'running'>
  /** The trials made. */
  readonly stats: BacktrackingStats
}

/** The trials of a line search. */
export interface BacktrackingStats {
  /** Evaluations made: at most `maxBacktracks + 1`. */
  readonly evaluations: number
  /** Times the scale was shrunk before the last trial. */
  readonly backtracks: number
  /** The last trial, which is the accepted one if any was; absent when the start value was not finite. */
  readonly last: BacktrackingTrial | undefined
  /** All trials, first to last. */
  readonly trials: readonly BacktrackingTrial[]
}

/**
 * Searches along a ray for a scale s that raises f and keeps a constraint. It tries s = 1, ratio, ratio^2, ...
 * (appendix C), or the scales of your own rule `next`.
 *
 * `evaluate(s)` gives f and the constraint at theta + s * direction; the search itself knows nothing of theta. The
 * rules are those of `BacktrackingStatus`. Throws a RangeError on options out of range, and when `next` does not shrink
 * the scale.
 */
export function backtrackingLineSearch(
  evaluate: (scale: number) => TrialEvaluation,
  options: BacktrackingOptions,
  next?: NextScale,
): BacktrackingResult {
  let state = initBacktracking(options)
  while (state.status === 'running') state = stepBacktracking(state, evaluate(state.scale), next)
  return backtrackingResult(state)
}

/** `backtrackingLineSearch` for an `evaluate` that may return promises; the same numbers give the same result. */
export async function backtrackingLineSearchAsync(
  evaluate: (scale: number) => MaybePromise<TrialEvaluation>,
  options: BacktrackingOptions,
  next?: NextScale,
): Promise<BacktrackingResult> {
  let state = initBacktracking(options)
  while (state.status === 'running') state = stepBacktracking(state, await evaluate(state.scale), next)
  return backtrackingResult(state)
}

/** The result of a state that has ended. Throws an Error when it is still running. */
export function backtrackingResult(state: BacktrackingState): BacktrackingResult {
  const { status, scale, trials } = state
  if (status === 'running') {
    throw new Error(`backtrackingResult: the state is still running after ${trials.length} trials`)
  }
  return {
    value: status === 'accepted' ? scale : 0,
    status,
    stats: {
      evaluations: trials.length,
      backtracks: Math.max(trials.length - 1, 0),
      last: trials.at(-1),
      trials,
    },
  }
}
