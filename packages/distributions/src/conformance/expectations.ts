/** How many standard errors an estimate may be off; chance alone exceeds this once in 5e8 comparisons. */
const standardErrors = 6
/** Rounding that is forgiven in a sum over all actions, relative to its largest term. */
const exactTolerance = 1e-11
/** Rounding that is forgiven where the standard error is 0. */
const rounding = 1e-9

/** Throws an Error with the given message unless the condition holds. */
export function expectThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Throws unless two numbers agree within `tolerance`. NaN agrees with nothing. */
export function expectClose(what: string, actual: number, expected: number, tolerance: number): void {
  expectThat(
    Math.abs(actual - expected) <= tolerance,
    `${what}: got ${actual}, expected ${expected} within ${tolerance}`,
  )
}

/** Throws unless two arrays have equal bits, NaN being equal to NaN and 0 not to -0. */
export function expectSameBits(what: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expectThat(actual.length === expected.length, `${what}: got ${actual.length} numbers, expected ${expected.length}`)
  for (let i = 0; i < actual.length; i++) {
    expectThat(
      Object.is(actual[i], expected[i]),
      `${what}: number ${i} is ${actual[i]}, expected ${expected[i]} exactly`,
    )
  }
}

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
