/** Throws an Error with the message unless the condition holds. */
export function expect(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Throws an Error that names the first number that differs in a bit. */
export function expectSameBits(what: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length === expected.length, `${what}: got ${actual.length} numbers, expected ${expected.length}`)
  for (let i = 0; i < actual.length; i++)
    expect(Object.is(actual[i], expected[i]), `${what}: number ${i} is ${actual[i]}, expected ${expected[i]} exactly`)
}
