import type { RealArray } from '@trpo/math'
import { outline } from '@trpo/math/messages'

/** `value` as a number of rows, inputs or outputs; throws a RangeError naming `name` unless it is a whole number in [minimum, 2^31). */
export function checkSize(value: unknown, name: string, minimum = 1): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value >= 2 ** 31) {
    throw new RangeError(`${name} is ${outline(value)}, expected a whole number from ${minimum} to 2^31 - 1`)
  }
  return value
}

/** `value` as a finite number; throws a RangeError naming `name` otherwise. */
export function checkFinite(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new RangeError(`${name} is ${outline(value)}, expected a finite number`)
  }
  return value
}

/** `value` as an f64 array of at least `length` numbers; throws a TypeError or RangeError naming `name` otherwise. */
export function checkF64(value: unknown, length: number, name: string, shape: string): Float64Array {
  if (!(value instanceof Float64Array)) {
    throw new TypeError(
      `${name} is ${outline(value)}, but this network computes in f64: expected a Float64Array ${shape}`,
    )
  }
  return checkArray(value, length, name, shape) as Float64Array
}

/** Throws a TypeError or RangeError naming `name` unless `values` are f64, one for each of `count` parameters. */
export function checkParameters(values: unknown, count: number, name: string): void {
  const { length } = checkF64(values, count, name, '[parameterCount]')
  if (length > count) throw new RangeError(`${name} has length ${length}, this network has ${count} parameters`)
}

/** `value` as an array of at least `length` f32 or bytes; throws a TypeError or RangeError naming `name` otherwise. */
export function checkF32OrBytes(
  value: unknown,
  length: number,
  name: string,
  shape: string,
): Float32Array | Uint8Array {
  if (!(value instanceof Float32Array || value instanceof Uint8Array)) {
    throw new TypeError(
      `${name} is ${outline(value)}, but this network takes f32 or bytes: expected a Float32Array or Uint8Array ${shape}`,
    )
  }
  return checkLength(value, length, name, shape)
}

/** `value` as an array of at least `length` f32 or f64; throws a TypeError or RangeError naming `name` otherwise. */
export function checkArray(value: unknown, length: number, name: string, shape: string): RealArray {
  if (!(value instanceof Float32Array || value instanceof Float64Array)) {
    throw new TypeError(`${name} is ${outline(value)}, expected a Float32Array or Float64Array ${shape}`)
  }
  return checkLength(value, length, name, shape)
}

function checkLength<T extends ArrayLike<number>>(value: T, length: number, name: string, shape: string): T {
  if (value.length < length) {
    throw new RangeError(`${name} has length ${value.length}, expected ${length} numbers: ${shape}`)
  }
  return value
}
