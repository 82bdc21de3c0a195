import { exp, expm1, log } from '@trpo/math'
import { relativeKl } from './relative-kl.ts'
import { rootOfDecreasing } from './root.ts'
import { type StateProblem, stateProblem } from './state-problem.ts'

/** The best distribution over the actions of one state within a KL divergence. */
export interface PerStateStep {
  /** pi(a), `[m]`. */
  readonly probabilities: Float64Array
  /** lambda >= 0, the multiplier of the constraint: how fast the best sum_a pi(a) A(a) rises with the bound. */
  readonly multiplier: number
}

/** No probability above 0 falls below this (or below itself), since a probability of 0 would have an infinite KL. */
const LEAST_PROBABILITY = 1e-300
/** The least tau. */
const LEAST_TAU = 2e-300
/** The search for ln tau begins here, at e^-690 = 2.2e-300. */
const LEAST_LOG_TAU = -690
/** The search for ln tau ends here. */
const MOST_LOG_TAU = 690

/**
 * Maximises sum_a pi(a) A(a) subject to KL(p || pi) <= maxKl, over the distributions pi of one state.
 *
 * The Lagrangian sum pi A - lambda (KL(p || pi) - maxKl) - nu (sum pi - 1) is stationary where A(a) + lambda p(a) / pi(a) =
 * nu, so
 *
 *     pi(a) = lambda p(a) / (nu - A(a)),   nu > max A over the actions with p(a) > 0,
 *
 * lambda normalises it, and nu is where the divergence, which falls as nu rises, is maxKl. An action with p(a) = 0 costs
 * only the mass that it takes from others, so nu is also at least its advantage; if that is reached before the divergence
 * is maxKl, nu stays there, and the mass goes to that action until the divergence is maxKl: lambda falls by exp(-KL).
 *
 * nu is found as nu = max A + tau (max A - mean A) with tau on a logarithmic scale, without the difference of two nearly equal
 * numbers for any tau from 1e-300 to 1e300. Where the constraint would need a probability below 1e-300, it stays there, and the
 * divergence stays below maxKl.
 *
 * Throws a RangeError when the lengths differ or maxKl is not a finite number above 0.
 *
 * @param p the old distribution, `[m]`, which sums to 1.
 * @param advantages A, `[m]`, of any mean.
 * @param maxKl kappa, in nats.
 */
export function perStateStep(p: Float64Array, advantages: Float64Array, maxKl: number): PerStateStep {
  return stepWithin(stateProblem(p, advantages), maxKl)
}

/** The same for a prepared problem, which can be solved for many bounds. */
export function stepWithin(problem: StateProblem, maxKl: number): PerStateStep {
  if (!(maxKl > 0 && maxKl < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`perStateStep: maxKl is ${maxKl}, expected a finite number above 0`)
  }
  const { p, spread, floor, forbidden } = problem
  if (spread === 0) {
    // All actions that the old policy takes are equally good.
    if (!(forbidden.excess > 0)) return { probabilities: p.slice(), multiplier: 0 }
    return towardsForbidden(problem, p.slice(), forbidden.excess, maxKl)
  }
  if (floor > 0) {
    const lowest = Math.max(floor, LEAST_TAU)
    const kl = divergenceAt(problem, lowest)
    if (kl < maxKl) {
      const { probabilities, multiplier } = stationaryAt(problem, lowest)
      return towardsForbidden(problem, probabilities, multiplier, maxKl - kl)
    }
  }
  const target = log(maxKl)
  // For a small bound the divergence is half the variance of A / nu.
  const guess = log(problem.deviation) - 0.5 * (target + Math.LN2)
  const least = Math.max(LEAST_LOG_TAU, floor > 0 ? log(floor) : LEAST_LOG_TAU)
  const excess = (logTau: number) => log(divergenceAt(problem, exp(logTau))) - target
  const root = rootOfDecreasing(excess, guess, least, MOST_LOG_TAU, 1e-15)
  const logTau = root ?? (excess(least) < 0 ? least : MOST_LOG_TAU)
  const { probabilities, multiplier } = stationaryAt(problem, exp(logTau))
  return { probabilities: possible(p, probabilities), multiplier }
}

/** The same, with no probability at 0 (or nearly) that was above it. */
function possible(p: Float64Array, probabilities: Float64Array): Float64Array {
  return probabilities.map((q, a) => Math.max(q, Math.min(p[a], LEAST_PROBABILITY)))
}

// With u = (A - mean) / (nu - mean), 1 - u = (tau + gap) / (1 + tau) and S = sum p u^2 / (1 - u), the stationary
// distribution is pi = p / ((1 - u)(1 + S)), as sum p u = 0, and lambda = (nu - mean) / (1 + S).

/** S. */
function excessOf({ p, scaled, gaps }: StateProblem, tau: number): number {
  let sum = 0
  for (let a = 0; a < p.length; a++) {
    if (p[a] > 0) sum += (p[a] * (scaled[a] / (1 + tau)) * scaled[a]) / (tau + gaps[a])
  }
  return sum
}

/** pi(a) = lambda p(a) / (nu - A(a)) for one tau, with its lambda. */
function stationaryAt(problem: StateProblem, tau: number): PerStateStep {
  const { p, gaps, spread } = problem
  const sum = excessOf(problem, tau)
  const probabilities = p.map((old, a) => (old > 0 ? old / ((tau + gaps[a]) / (1 + tau)) / (1 + sum) : 0))
  return { probabilities, multiplier: (spread * (1 + tau)) / (1 + sum) }
}

/** KL(p || pi) for that pi. It falls as tau rises. */
function divergenceAt(problem: StateProblem, tau: number): number {
  const { p, scaled, gaps, likeliest } = problem
  const sum = excessOf(problem, tau)
  let kl = 0
  let moved = 0
  for (let a = 0; a < p.length; a++) {
    if (!(p[a] > 0) || a === likeliest) continue
    const ratio = 1 / ((tau + gaps[a]) / (1 + tau)) / (1 + sum)
    // u - (1 - u) S, over (1 - u)(1 + S).
    const change = ratio < 0.5 ? ratio - 1 : ((scaled[a] - (tau + gaps[a]) * sum) / (1 + tau)) * ratio
    moved += p[a] * change
    kl += p[a] * relativeKl(change, ratio)
  }
  // The change of the likeliest action follows from the others': its own formula cancels where its p is nearly 1.
  const ratio = 1 / ((tau + gaps[likeliest]) / (1 + tau)) / (1 + sum)
  return kl + p[likeliest] * relativeKl(-moved / p[likeliest], ratio)
}

/** Moves mass to the best action with p(a) = 0, so that the divergence rises by `kl` above what it is. */
function towardsForbidden(
  { p, forbidden }: StateProblem,
  probabilities: Float64Array,
  multiplier: number,
  kl: number,
): PerStateStep {
  const kept = exp(-kl)
  const result = possible(
    p,
    probabilities.map((q) => kept * q),
  )
  result[forbidden.action] = -expm1(-kl)
  return { probabilities: result, multiplier: multiplier * kept }
}
