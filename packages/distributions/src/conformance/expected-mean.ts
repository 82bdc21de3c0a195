import { expectThat } from '@trpo/math/expectations'

/** How many standard errors an estimate may be off; chance alone exceeds this once in 5e8 comparisons. */
const standardErrors = 6
/** Rounding that is forgiven in a sum over all actions, relative to its largest term. */
const exactTolerance = 1e-11
/** Rounding that is forgiven where the standard error is 0. */
const rounding = 1e-9

/**
 * Throws unless `expected` is the mean of the terms: their exact mean when they have probabilities, and otherwise their
 * mean within the scatter of random draws.
 */
export function expectMean(what: string, terms: Float64Array, expected: number, probabilities?: Float64Array): void {
  if (probabilities === undefined) {
    expectMeanOfDraws(what, terms, expected)
    return
  }
  let sum = 0
  let largest = 1
  for (const [i, probability] of probabilities.entries()) {
    if (probability === 0) continue
    sum += probability * terms[i]
    largest = Math.max(largest, Math.abs(terms[i]))
  }
  expectThat(
    Math.abs(sum - expected) <= exactTolerance * largest,
    `${what}: got ${expected}, the sum over all ${terms.length} actions gives ${sum}`,
  )
}

function expectMeanOfDraws(what: string, terms: Float64Array, expected: number): void {
  const n = terms.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += terms[i]
  const mean = sum / n
  let squares = 0
  for (let i = 0; i < n; i++) squares += (terms[i] - mean) * (terms[i] - mean)
  const standardError = Math.sqrt(squares / (n - 1) / n)
  expectThat(
    Math.abs(mean - expected) <= standardErrors * standardError + rounding,
    `${what}: got ${expected}, Monte Carlo with ${n} draws gives ${mean} +- ${standardError} (one standard ` +
      `error; ${standardErrors} are allowed)`,
  )
}
