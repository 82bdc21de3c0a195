import { assertSameLength } from '@trpo/linalg'

/**
 * What `perStateStep` needs of one state, with the advantages taken relative to their mean under p and in units of the best
 * one's lead over that mean.
 */
export interface StateProblem {
  /** The old distribution, `[m]`. */
  readonly p: Float64Array
  /** max A - mean A, the maximum over the actions with p > 0: 0 when these are equally good. */
  readonly spread: number
  /** (A - mean A) / spread, `[m]`: at most 1 where p > 0. */
  readonly scaled: Float64Array
  /** (max A - A) / spread, `[m]`: at least 0 where p > 0, and exactly 0 for the best. */
  readonly gaps: Float64Array
  /** The standard deviation of `scaled` under p. */
  readonly deviation: number
  /** The action with the largest p. */
  readonly likeliest: number
  /** The best of the actions with p = 0, and its advantage above the mean: -Infinity when there is none. */
  readonly forbidden: { readonly action: number; readonly excess: number }
  /** tau at which nu is the advantage of the forbidden action; above 0 only if that is better than max A. */
  readonly floor: number
}

/**
 * Prepares a state. Every number is a sum of terms of one sign or a difference of inputs, so that all are exact to a few ulps
 * however uneven p is and however close the advantages are. Throws a RangeError when the lengths differ.
 */
export function stateProblem(p: Float64Array, advantages: Float64Array): StateProblem {
  assertSameLength('perStateStep: advantages', advantages, p)
  const size = advantages.reduce((most, advantage) => Math.max(most, Math.abs(advantage)), 0)
  // Advantages in units of the largest, so that their own unit does not matter, however small.
  const relative = size === 0 ? advantages : advantages.map((advantage) => advantage / size)
  let best = Number.NEGATIVE_INFINITY
  let likeliest = 0
  let forbidden = -1
  for (let a = 0; a < p.length; a++) {
    if (p[a] > 0) {
      best = Math.max(best, relative[a])
      if (p[a] > p[likeliest]) likeliest = a
    } else if (forbidden < 0 || relative[a] > relative[forbidden]) {
      forbidden = a
    }
  }
  const lag = relative.map((advantage) => best - advantage)
  const ahead = forbidden < 0 ? Number.NEGATIVE_INFINITY : relative[forbidden] - best
  const mean = lag.reduce((sum, x, a) => (p[a] > 0 ? sum + p[a] * x : sum), 0)
  // A lead beyond all rounding, or next to a much better forbidden action, is none: its quotients would overflow.
  const lead = mean > 1e-280 && ahead < 1e200 * mean ? mean : 0
  const unit = lead === 0 ? 1 : lead
  const gaps = lag.map((x) => x / unit)
  const scaled = gaps.map((gap) => 1 - gap)
  if (gaps[likeliest] > 0) {
    // Its place relative to the mean follows from the others': the subtraction cancels where its p is nearly 1.
    const others = scaled.reduce((sum, b, a) => (p[a] > 0 && a !== likeliest ? sum + p[a] * b : sum), 0)
    scaled[likeliest] = -others / p[likeliest]
  }
  return {
    p,
    spread: size * lead,
    scaled,
    gaps,
    deviation: Math.sqrt(scaled.reduce((sum, b, a) => (p[a] > 0 ? sum + p[a] * b * b : sum), 0)),
    likeliest,
    forbidden: { action: forbidden, excess: forbidden < 0 ? ahead : size * (ahead + lead) },
    floor: lead === 0 ? 0 : ahead / lead,
  }
}
