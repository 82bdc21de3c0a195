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

/** Whether two values are the same JSON. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right
  const entries = Object.entries(left)
  const others = new Map(Object.entries(right))
  return entries.length === others.size && entries.every(([key, value]) => sameJson(value, others.get(key)))
}

/** The largest size of a number, 0 of none. */
export function largest(values: ArrayLike<number>): number {
  let size = 0
  for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]))
  return size
}
