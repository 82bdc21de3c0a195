/** Throws an Error with the message unless the condition holds. */
export function expectThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Throws an Error unless two numbers agree within `tolerance`. NaN agrees with nothing. */
export function expectClose(what: string, actual: number, expected: number, tolerance: number): void {
  expectThat(
    Math.abs(actual - expected) <= tolerance,
    `${what}: got ${actual}, expected ${expected} within ${tolerance}`,
  )
}

/**
 * Throws an Error that names the first number that differs, unless two arrays have equal bits, NaN being equal to NaN and 0 not
 * to -0.
 */
export function expectSameBits(what: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expectThat(actual.length === expected.length, `${what}: got ${actual.length} numbers, expected ${expected.length}`)
  for (let i = 0; i < actual.length; i++)
    expectThat(
      Object.is(actual[i], expected[i]),
      `${what}: number ${i} is ${actual[i]}, expected ${expected[i]} exactly`,
    )
}
