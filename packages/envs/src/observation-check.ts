import type { ObservationArray } from '@trpo/math'
import type { Environment } from './environment.ts'
import { observationArray } from './observation-array.ts'

/**
 * Observes a few times, looks at how the array was written, and returns what is wrong in words, or undefined.
 *
 * A typed array swallows what is written past its end and keeps what was in it where nothing is written, and an array of bytes
 * turns 256 into 0. None of these mistakes shows in the numbers. Here the array reports what is written to it, and an entry
 * that always holds what was in it before was not written.
 */
export function observationFault(environment: Environment): string | undefined {
  const space = environment.spec.observationSpace
  const target = observationArray(space)
  const bytes = target instanceof Uint8Array
  // Bytes have no NaN: one that was not written holds two values at two times.
  const fillers = bytes ? [85, 170] : [Number.NaN]
  const unwritten = new Uint8Array(target.length)
  for (const filler of fillers) {
    target.fill(filler)
    const fault = writingFault(environment, target, bytes)
    if (fault !== undefined) return fault
    for (let i = 0; i < target.length; i++) if (Object.is(target[i], filler)) unwritten[i] += 1
  }
  const missing = unwritten.indexOf(fillers.length)
  if (missing < 0) return undefined
  return `observe() leaves entry ${missing} unwritten${bytes ? '' : ', or NaN'}: its space has ${target.length} numbers, to be written into the array that is handed in`
}

/** What is wrong with what `observe` writes, as it writes it. */
function writingFault(environment: Environment, target: ObservationArray, bytes: boolean): string | undefined {
  const size = target.length
  let beyond = -1
  let noByte: string | undefined
  const look = (value: unknown, index: number): void => {
    if (!bytes || noByte !== undefined || (typeof value === 'number' && isByte(value))) return
    noByte = `observe() writes ${String(value)} at entry ${index}, its space has bytes: whole numbers from 0 to 255`
  }
  const set = (values: ArrayLike<unknown>, offset = 0): void => {
    for (let i = 0; i < values.length; i++) look(values[i], offset + i)
    Reflect.apply(target.set, target, [values, offset])
  }
  const fill = (value: number, ...range: readonly number[]): ObservationArray => {
    look(value, range[0] ?? 0)
    Reflect.apply(target.fill, target, [value, ...range])
    return watched
  }
  const watched: ObservationArray = new Proxy(target, {
    set(array, key, value) {
      const index = typeof key === 'string' ? Number(key) : Number.NaN
      if (Number.isInteger(index) && index >= size) beyond = Math.max(beyond, index)
      else if (Number.isInteger(index)) look(value, index)
      return Reflect.set(array, key, value)
    },
    get(array, key) {
      if (key === 'set') return set
      if (key === 'fill') return fill
      // Methods such as `subarray` insist on a true typed array as their `this`.
      const value: unknown = Reflect.get(array, key, array)
      return typeof value === 'function' ? value.bind(array) : value
    },
  })
  try {
    const result: unknown = environment.observe(watched)
    if (result instanceof Promise) return 'observe() returned a promise, expects nothing: it writes at once'
  } catch (error) {
    if (error instanceof RangeError)
      return `observe() does not fit into the ${size} numbers of its space: ${error.message}`
    throw error
  }
  if (beyond >= 0) return `observe() writes entry ${beyond}, its space has ${size} numbers (0 to ${size - 1})`
  return noByte
}

function isByte(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 255
}
