import { exp, expm1, log1p } from '@trpo/math'
import type { RealArray } from './distribution.ts'
import { exponentialRemainder } from './remainder.ts'

// One softmax: the `n` logits that start at index `at` of an array. The largest logit is taken out of all sums, so that
// logits of any size do not overflow, and the log of the normaliser is log1p of the rest: a policy that has almost
// decided keeps all digits of how far it is from certain. Logits may be -Infinity (a class that cannot occur), but not
// all of them, and not Infinity or NaN, for which the results are NaN.

/** The index, from 0, of the largest logit; the lowest one on a tie. */
export function largest(mu: RealArray, at: number, n: number): number {
  let best = 0
  for (let c = 1; c < n; c++) if (mu[at + c] > mu[at + best]) best = c
  return best
}

/** The sum of exp(logit - largest logit) over the classes other than `best`. The normaliser is 1 + this. */
function othersOf(mu: RealArray, at: number, n: number, best: number): number {
  let others = 0
  for (let c = 0; c < n; c++) if (c !== best) others += exp(mu[at + c] - mu[at + best])
  return others
}

/** The class at which the cumulated probability exceeds `u`; NaN where the logits are no distribution. */
export function sampleClass(mu: RealArray, at: number, n: number, u: number): number {
  const top = mu[at + largest(mu, at, n)]
  let total = 0
  for (let c = 0; c < n; c++) total += exp(mu[at + c] - top)
  if (!Number.isFinite(total)) return Number.NaN
  const target = u * total
  let cumulated = 0
  let chosen = 0
  // The same sum once more. Classes of probability 0 are passed over and the last other one is kept, so even a u that
  // was rounded up to 1 gives a class that can occur.
  for (let c = 0; c < n; c++) {
    const weight = exp(mu[at + c] - top)
    if (weight === 0) continue
    chosen = c
    cumulated += weight
    if (cumulated > target) break
  }
  return chosen
}

/** log p of one class. */
export function logProbability(mu: RealArray, at: number, n: number, chosen: number): number {
  const best = largest(mu, at, n)
  return mu[at + chosen] - mu[at + best] - log1p(othersOf(mu, at, n, best))
}

/** d log p(chosen) / d logits = onehot(chosen) - p, written to `into[at .. at + n)`. */
export function scoreInto(mu: RealArray, at: number, n: number, chosen: number, into: Float64Array): void {
  const best = largest(mu, at, n)
  const others = othersOf(mu, at, n, best)
  for (let c = 0; c < n; c++) into[at + c] = -exp(mu[at + c] - mu[at + best]) / (1 + others)
  // 1 - p without cancellation where p is near 1.
  into[at + chosen] = -expm1(mu[at + chosen] - mu[at + best] - log1p(others))
}

/**
 * KL(old || new) = sum p (log p - log q), as sum p (e^u - 1 - u) with u = log q - log p: equal, since the sum of
 * p (e^u - 1) = q - p is 0, but no term is negative, and rounding in the normalisers cancels to first order.
 */
export function klOf(muOld: RealArray, muNew: RealArray, at: number, n: number): number {
  const bestOld = largest(muOld, at, n)
  const bestNew = largest(muNew, at, n)
  const othersOld = othersOf(muOld, at, n, bestOld)
  const othersNew = othersOf(muNew, at, n, bestNew)
  const logNormaliserOld = log1p(othersOld)
  const logNormaliserNew = log1p(othersNew)
  let kl = 0
  for (let c = 0; c < n; c++) {
    const logitOld = muOld[at + c] - muOld[at + bestOld]
    const logitNew = muNew[at + c] - muNew[at + bestNew]
    const p = exp(logitOld) / (1 + othersOld)
    const u = logitNew - logNormaliserNew - (logitOld - logNormaliserOld)
    // Far above p, q is taken as it is: e^u may overflow, or p may be 0 where u is not even defined.
    if (p === 0) kl += exp(logitNew) / (1 + othersNew)
    else if (u > 1) kl += exp(logitNew) / (1 + othersNew) - p - p * u
    else kl += p * exponentialRemainder(u)
  }
  return kl
}

/** -sum p log p; a class of probability 0 adds nothing. */
export function entropyOf(mu: RealArray, at: number, n: number): number {
  const best = largest(mu, at, n)
  const others = othersOf(mu, at, n, best)
  const logNormaliser = log1p(others)
  let entropy = 0
  for (let c = 0; c < n; c++) {
    const logit = mu[at + c] - mu[at + best]
    const p = exp(logit) / (1 + others)
    if (p !== 0) entropy -= p * (logit - logNormaliser)
  }
  return entropy
}

/** (diag(p) - pp') v, written to `into[at .. at + n)`. v is taken relative to its value at the most likely class. */
export function fisherInto(mu: RealArray, at: number, n: number, v: RealArray, into: Float64Array): void {
  const best = largest(mu, at, n)
  const others = othersOf(mu, at, n, best)
  let mean = 0
  for (let c = 0; c < n; c++) {
    const p = exp(mu[at + c] - mu[at + best]) / (1 + others)
    into[at + c] = p
    mean += p * (v[at + c] - v[at + best])
  }
  for (let c = 0; c < n; c++) into[at + c] *= v[at + c] - v[at + best] - mean
}
