import {
  addScaled,
  type BacktrackingTrial,
  backtrackingLineSearchAsync,
  type ConstraintScaleOptions,
  scaleByConstraint,
} from '@trpo/linalg'
import type { LineSearchOptions } from './line-search-options.ts'
import type { SearchDirection } from './search-direction.ts'
import type { StepStatus } from './step-status.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'

/** The result of a line search. */
export interface LineSearch {
  /** `accepted`, or why no trial was accepted. */
  readonly status: StepStatus
  /** The trial that was accepted, or the last one. */
  readonly trial: BacktrackingTrial | undefined
  /** The number of trials after the first. */
  readonly backtracks: number
  /** theta of the accepted trial, [p]. */
  readonly theta: Float64Array
}

/** Trials of the second search. Each of them shrinks the excess of KL, or the scale, by far: more trials find only rounding. */
const SECOND_TRIALS = 8

/**
 * The meaning of `fitted`. A parabola that rises at first and has come down again at s is highest at s / 2 at most, so a trial
 * that met the constraint and did not improve is followed by one at half its scale. docs/results.md says how .95 was chosen.
 */
const FITTED: ConstraintScaleOptions = { safety: 0.95, least: 0.1, most: 0.95, otherwise: 0.5 }

/**
 * The line search of appendix C: the first of s, rs, r^2 s, ... with L(theta + s) > L(theta) and the constraint met. With the
 * ratio `fitted`, r is chosen anew after each trial, from the KL of that trial.
 *
 * Where no such trial exists, the full step was far too long, as when the subsample of a singular Fisher matrix saw nothing
 * of it. The direction is an ascent direction all the same. A second search therefore continues from the last trial. Each of
 * its trials goes to where a constraint that grows with the square of the scale would be met. A step is found wherever L and
 * the constraint can tell it from rounding.
 */
export async function lineSearch(
  problem: TrustRegionProblem,
  { direction, length }: Pick<SearchDirection, 'direction' | 'length'>,
  { maxKl: bound, backtrackRatio: ratio, maxBacktracks }: LineSearchOptions,
): Promise<LineSearch> {
  const { theta, surrogate: startValue } = problem
  const at = (scale: number) => addScaled(theta, scale * length, direction)
  const evaluate = async (scale: number) => {
    const { surrogate, kl } = await problem.evaluate(at(scale))
    return { value: surrogate, constraint: kl }
  }
  const isFitted = ratio === 'fitted'
  const first = await backtrackingLineSearchAsync(
    evaluate,
    { startValue, bound, maxBacktracks, ...(isFitted ? {} : { ratio }) },
    isFitted ? scaleByConstraint(FITTED) : undefined,
  )
  const { last, backtracks } = first.stats
  if (first.status === 'accepted' || last === undefined)
    return { status: statusOf(first.status), trial: last, backtracks, theta: at(first.value) }
  const next = scaleByConstraint(isFitted ? {} : { most: ratio })
  const startScale = next(last, bound)
  const second = await backtrackingLineSearchAsync(
    evaluate,
    { startValue, bound, startScale, maxBacktracks: SECOND_TRIALS - 1 },
    next,
  )
  return {
    status: statusOf(second.status),
    trial: second.stats.last ?? last,
    backtracks: backtracks + second.stats.backtracks + 1,
    theta: at(second.value),
  }
}

function statusOf(status: 'accepted' | 'noImprovement' | 'constraintExceeded' | 'notFinite'): StepStatus {
  return status === 'constraintExceeded' ? 'klExceeded' : status
}
