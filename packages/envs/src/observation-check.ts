import type { Environment } from './environment.ts'
import { spaceSize } from './spaces.ts'

/**
 * Observes once and looks at how it was written: returns what is wrong, in words, or undefined.
 *
 * A typed array swallows what is written past its end, and keeps what was in it where nothing is written, so neither
 * mistake shows in the numbers. Here the entries start as NaN and the array reports writes past its end.
 */
export function observationFault(environment: Environment): string | undefined {
  const size = spaceSize(environment.spec.observationSpace)
  const target = new Float64Array(size).fill(Number.NaN)
  let beyond = -1
  const watched = new Proxy(target, {
    set(array, key, value) {
      const index = typeof key === 'string' ? Number(key) : Number.NaN
      if (Number.isInteger(index) && index >= size) beyond = Math.max(beyond, index)
      return Reflect.set(array, key, value)
    },
    get(array, key) {
      // Methods such as `set` and `fill` insist on a true typed array as their `this`.
      const value: unknown = Reflect.get(array, key, array)
      return typeof value === 'function' ? value.bind(array) : value
    },
  })
  try {
    environment.observe(watched)
  } catch (error) {
    if (error instanceof RangeError)
      return `observe() does not fit into the ${size} numbers of its space: ${error.message}`
    throw error
  }
  if (beyond >= 0) return `observe() writes entry ${beyond}, its space has ${size} numbers (0 to ${size - 1})`
  const missing = target.findIndex((value) => Number.isNaN(value))
  if (missing < 0) return undefined
  return `observe() leaves entry ${missing} unwritten, or NaN: its space has ${size} numbers`
}
