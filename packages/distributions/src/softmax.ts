import { expm1, type RealArray } from '@trpo/math'
import { exponentialRemainder } from './remainder.ts'
import type { SoftmaxRows } from './softmax-rows.ts'

// One softmax of a chunk: number s, of n classes, whose logits begin at index `at` of the chunk's arrays.

/** The class at which the cumulated probability exceeds `u`; NaN where the logits are no distribution. */
export function sampleClass({ weights }: SoftmaxRows, at: number, n: number, u: number): number {
  let total = 0
  for (let c = 0; c < n; c++) total += weights[at + c]
  if (!Number.isFinite(total)) return Number.NaN
  const target = u * total
  let cumulated = 0
  let chosen = 0
  // This takes the same sum once more. It skips classes of probability 0 and keeps the last other one, so even a u that
  // was rounded up to 1 gives a class that can occur.
  for (let c = 0; c < n; c++) {
    const weight = weights[at + c]
    if (weight === 0) continue
    chosen = c
    cumulated += weight
    if (cumulated > target) break
  }
  return chosen
}

/** log p of one class. */
export function logProbability(
  { shifted, logNormalisers }: SoftmaxRows,
  s: number,
  at: number,
  chosen: number,
): number {
  return shifted[at + chosen] - logNormalisers[s]
}

/** d log p(chosen) / d logits = onehot(chosen) - p, written to `into[to .. to + n)`. */
export function scoreInto(
  { shifted, weights, others, logNormalisers }: SoftmaxRows,
  s: number,
  at: number,
  n: number,
  chosen: number,
  into: Float64Array,
  to: number,
): void {
  for (let c = 0; c < n; c++) into[to + c] = -weights[at + c] / (1 + others[s])
  // 1 - p without cancellation where p is near 1.
  into[to + chosen] = -expm1(shifted[at + chosen] - logNormalisers[s])
}

/**
 * KL(old || new) = sum p (log p - log q), computed as sum p (e^u - 1 - u) with u = log q - log p. The two are equal,
 * since the sum of p (e^u - 1) = q - p is 0, but here no term is negative, and rounding in the normalisers cancels to
 * first order.
 */
export function klOf(old: SoftmaxRows, now: SoftmaxRows, s: number, at: number, n: number): number {
  let kl = 0
  for (let c = 0; c < n; c++) {
    const p = old.weights[at + c] / (1 + old.others[s])
    const u = now.shifted[at + c] - now.logNormalisers[s] - (old.shifted[at + c] - old.logNormalisers[s])
    // Where q is far above p, q itself is used: e^u may overflow, or p may be 0, for which u is not defined.
    if (p === 0) kl += now.weights[at + c] / (1 + now.others[s])
    else if (u > 1) kl += now.weights[at + c] / (1 + now.others[s]) - p - p * u
    else kl += p * exponentialRemainder(u)
  }
  return kl
}

/** -sum p log p; a class of probability 0 adds nothing. */
export function entropyOf(
  { shifted, weights, others, logNormalisers }: SoftmaxRows,
  s: number,
  at: number,
  n: number,
): number {
  let entropy = 0
  for (let c = 0; c < n; c++) {
    const p = weights[at + c] / (1 + others[s])
    if (p !== 0) entropy -= p * (shifted[at + c] - logNormalisers[s])
  }
  return entropy
}

/** (diag(p) - pp') v for v[to .. to + n), written to `into` there. v is taken relative to its value at the most likely class. */
export function fisherInto(
  { best, weights, others }: SoftmaxRows,
  s: number,
  at: number,
  n: number,
  v: RealArray,
  into: Float64Array,
  to: number,
): void {
  const top = v[to + best[s]]
  let mean = 0
  for (let c = 0; c < n; c++) {
    const p = weights[at + c] / (1 + others[s])
    into[to + c] = p
    mean += p * (v[to + c] - top)
  }
  for (let c = 0; c < n; c++) into[to + c] *= v[to + c] - top - mean
}
